/**
 * Turns what users pass (numbers, negative dimensions, open sizes) into what operations take.
 */
@NullMarked
package dev.vireo.tensor.internal.argument;

import org.jspecify.annotations.NullMarked;
