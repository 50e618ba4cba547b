/** Convolutional layers. */
@NullMarked
package dev.vireo.nn.convolution;

import org.jspecify.annotations.NullMarked;
