/** A simulated device for tests of code that moves tensors. Depends on no engine but the reference engine. */
@NullMarked
package dev.vireo.engine.tck.device;

import org.jspecify.annotations.NullMarked;
