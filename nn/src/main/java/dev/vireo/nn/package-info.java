/** Layers, losses, initializers. Knows no engine, no training loop. */
@NullMarked
package dev.vireo.nn;

import org.jspecify.annotations.NullMarked;
