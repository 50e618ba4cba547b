/** Listeners to the operations of a thread: profiles and FLOP counts, and the interface for further ones. */
@NullMarked
package dev.vireo.tensor.listener;

import org.jspecify.annotations.NullMarked;
