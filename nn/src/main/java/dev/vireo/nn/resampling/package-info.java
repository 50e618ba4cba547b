/** Layers that change the size of images. */
@NullMarked
package dev.vireo.nn.resampling;

import org.jspecify.annotations.NullMarked;
