/** Types lower than float32 in training. Knows no optimizer and no loop. */
@NullMarked
package dev.vireo.training.precision;

import org.jspecify.annotations.NullMarked;
