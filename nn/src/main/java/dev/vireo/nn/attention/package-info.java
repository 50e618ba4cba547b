/** Attention layers. */
@NullMarked
package dev.vireo.nn.attention;

import org.jspecify.annotations.NullMarked;
