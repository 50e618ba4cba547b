/** Losses. */
@NullMarked
package dev.vireo.nn.loss;

import org.jspecify.annotations.NullMarked;
