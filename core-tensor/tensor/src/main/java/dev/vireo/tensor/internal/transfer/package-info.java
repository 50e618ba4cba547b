/**
 * Moves values between Java, devices and engines.
 */
@NullMarked
package dev.vireo.tensor.internal.transfer;

import org.jspecify.annotations.NullMarked;
