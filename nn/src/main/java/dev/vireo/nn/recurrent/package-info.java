/** Recurrent layers over sequences {@code [N, T, I]}. */
@NullMarked
package dev.vireo.nn.recurrent;

import org.jspecify.annotations.NullMarked;
