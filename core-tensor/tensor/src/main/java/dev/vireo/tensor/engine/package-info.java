/** The contract between Vireo and what computes. Must not know any engine. */
@NullMarked
package dev.vireo.tensor.engine;

import org.jspecify.annotations.NullMarked;
