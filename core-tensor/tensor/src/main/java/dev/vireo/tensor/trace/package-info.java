/** Traces: functions of tensors as data, recorded by running them. */
@NullMarked
package dev.vireo.tensor.trace;

import org.jspecify.annotations.NullMarked;
