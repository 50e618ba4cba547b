/** Layers that act only in training. */
@NullMarked
package dev.vireo.nn.regularization;

import org.jspecify.annotations.NullMarked;
