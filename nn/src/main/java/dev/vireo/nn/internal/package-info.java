/** Checks of arguments that layers share. Not for users. Must not depend on layers. */
@NullMarked
package dev.vireo.nn.internal;

import org.jspecify.annotations.NullMarked;
