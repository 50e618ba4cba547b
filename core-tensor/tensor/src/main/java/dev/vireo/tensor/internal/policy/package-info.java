/** What the dispatcher and its listeners ask of an operation besides its result: casts before it, and what it costs. */
@NullMarked
package dev.vireo.tensor.internal.policy;

import org.jspecify.annotations.NullMarked;
