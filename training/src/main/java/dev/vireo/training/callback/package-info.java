/** Who listens to a run, and may end it. Knows reports alone: no network, no loop. */
@NullMarked
package dev.vireo.training.callback;

import org.jspecify.annotations.NullMarked;
