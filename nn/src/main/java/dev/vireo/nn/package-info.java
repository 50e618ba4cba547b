/** Layers, losses, initializers. Must not depend on engines or on training loops. */
@NullMarked
package dev.vireo.nn;

import org.jspecify.annotations.NullMarked;
