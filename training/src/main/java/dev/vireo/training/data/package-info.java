/** Data sets and passes over them. Must not depend on networks or training. */
@NullMarked
package dev.vireo.training.data;

import org.jspecify.annotations.NullMarked;
