/** The state of a run in files that appear whole or not at all. Knows no training loop. */
@NullMarked
package dev.vireo.training.checkpoint;

import org.jspecify.annotations.NullMarked;
