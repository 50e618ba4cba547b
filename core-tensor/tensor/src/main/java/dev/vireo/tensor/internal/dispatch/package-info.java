/** Runs every operation through the pipeline: casts, checks, kernel or decomposition, tape, listeners. */
@NullMarked
package dev.vireo.tensor.internal.dispatch;

import org.jspecify.annotations.NullMarked;
