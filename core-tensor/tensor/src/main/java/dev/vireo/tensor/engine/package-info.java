/** The contract between Vireo and engines. Must not depend on any engine. */
@NullMarked
package dev.vireo.tensor.engine;

import org.jspecify.annotations.NullMarked;
