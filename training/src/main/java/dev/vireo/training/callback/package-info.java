/** Listeners of a run, which may stop it. Knows reports alone: no network and no training loop. */
@NullMarked
package dev.vireo.training.callback;

import org.jspecify.annotations.NullMarked;
