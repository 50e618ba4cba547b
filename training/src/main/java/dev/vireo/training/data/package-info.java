/** Data sets and passes over them. */
@NullMarked
package dev.vireo.training.data;

import org.jspecify.annotations.NullMarked;
