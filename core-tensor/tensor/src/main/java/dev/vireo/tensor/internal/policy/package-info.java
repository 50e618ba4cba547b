/** Casts before operations: promotion and autocast. */
@NullMarked
package dev.vireo.tensor.internal.policy;

import org.jspecify.annotations.NullMarked;
