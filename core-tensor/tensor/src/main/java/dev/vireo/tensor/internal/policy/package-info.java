/** What the dispatcher and its listeners know about an operation besides its result: casts and costs. */
@NullMarked
package dev.vireo.tensor.internal.policy;

import org.jspecify.annotations.NullMarked;
