/** Code that engines share: settings of the process, native libraries and drivers, and strided tensors. */
@NullMarked
package dev.vireo.engine.support;

import org.jspecify.annotations.NullMarked;
