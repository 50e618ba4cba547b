/** The operations, as data. Knows nothing of how they are computed, differentiated or exported: that stands in tables. */
@NullMarked
package dev.vireo.tensor.op;

import org.jspecify.annotations.NullMarked;
