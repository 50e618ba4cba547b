/** Activations as layers. */
@NullMarked
package dev.vireo.nn.activation;

import org.jspecify.annotations.NullMarked;
