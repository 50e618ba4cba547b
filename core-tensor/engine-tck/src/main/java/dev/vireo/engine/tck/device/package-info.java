/** A device without hardware, for tests of what moves tensors. Must not know any engine but the reference. */
@NullMarked
package dev.vireo.engine.tck.device;

import org.jspecify.annotations.NullMarked;
