/** Parametrizations: functions between the stored tensor of a parameter and the value that its block computes with. */
@NullMarked
package dev.vireo.nn.parametrization;

import org.jspecify.annotations.NullMarked;
