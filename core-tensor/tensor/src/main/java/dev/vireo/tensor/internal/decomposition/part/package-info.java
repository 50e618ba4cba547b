/** Building blocks of decompositions: windows, edges, random draws, sums of products, sequences. */
@NullMarked
package dev.vireo.tensor.internal.decomposition.part;

import org.jspecify.annotations.NullMarked;
