/** Normalization layers. */
@NullMarked
package dev.vireo.nn.normalization;

import org.jspecify.annotations.NullMarked;
