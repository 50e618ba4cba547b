/** Data sets and passes over them. Knows no network and no training. */
@NullMarked
package dev.vireo.training.data;

import org.jspecify.annotations.NullMarked;
