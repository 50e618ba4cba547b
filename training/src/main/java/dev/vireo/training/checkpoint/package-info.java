/** Tensors and the state of a run in files, each whole or not there. Knows no loop. */
@NullMarked
package dev.vireo.training.checkpoint;

import org.jspecify.annotations.NullMarked;
