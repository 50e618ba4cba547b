/** The settings of libtorch and its libraries in this process, and how to find the devices. */
@NullMarked
package dev.vireo.engine.torch.internal.settings;

import org.jspecify.annotations.NullMarked;
