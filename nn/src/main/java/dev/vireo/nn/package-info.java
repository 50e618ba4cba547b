/** The base classes of layers and networks, and basic layers. Must not depend on engines or on training loops. */
@NullMarked
package dev.vireo.nn;

import org.jspecify.annotations.NullMarked;
