/** The state of a run in files that are written completely or not at all. Must not depend on the training loop. */
@NullMarked
package dev.vireo.training.checkpoint;

import org.jspecify.annotations.NullMarked;
