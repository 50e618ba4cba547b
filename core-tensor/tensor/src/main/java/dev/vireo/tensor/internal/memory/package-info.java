/** Native memory: its owners, when it is freed, and how much of a device is in use. */
@NullMarked
package dev.vireo.tensor.internal.memory;

import org.jspecify.annotations.NullMarked;
