/** Tensors in files. */
@NullMarked
package dev.vireo.training.checkpoint;

import org.jspecify.annotations.NullMarked;
