/** Listeners to a run, which may stop it. They depend only on reports, and not on networks or the training loop. */
@NullMarked
package dev.vireo.training.callback;

import org.jspecify.annotations.NullMarked;
