/** Layers that act in training only. */
@NullMarked
package dev.vireo.nn.regularization;

import org.jspecify.annotations.NullMarked;
