/** Listeners to operations, and traces: functions of tensors as data. */
@NullMarked
package dev.vireo.tensor.trace;

import org.jspecify.annotations.NullMarked;
