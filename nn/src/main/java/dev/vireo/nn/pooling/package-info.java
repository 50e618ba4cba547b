/** Pooling layers. */
@NullMarked
package dev.vireo.nn.pooling;

import org.jspecify.annotations.NullMarked;
