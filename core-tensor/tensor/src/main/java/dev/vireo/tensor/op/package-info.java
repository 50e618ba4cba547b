/**
 * The operations as data. This package does not know how they are computed, differentiated or exported; tables in other
 * packages do.
 */
@NullMarked
package dev.vireo.tensor.op;

import org.jspecify.annotations.NullMarked;
