/**
 * The state of a thread: its scope, its engine, and how it records, casts and reports operations.
 */
@NullMarked
package dev.vireo.tensor.internal.context;

import org.jspecify.annotations.NullMarked;
