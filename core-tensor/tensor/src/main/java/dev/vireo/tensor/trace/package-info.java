/** Watching what runs. */
@NullMarked
package dev.vireo.tensor.trace;

import org.jspecify.annotations.NullMarked;
