/** Operations in terms of simpler ones. */
@NullMarked
package dev.vireo.tensor.internal.decomposition;

import org.jspecify.annotations.NullMarked;
