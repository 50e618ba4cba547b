/** Converts users' arguments (numbers, negative dimensions, unspecified sizes) to the attributes of operations. */
@NullMarked
package dev.vireo.tensor.internal.argument;

import org.jspecify.annotations.NullMarked;
