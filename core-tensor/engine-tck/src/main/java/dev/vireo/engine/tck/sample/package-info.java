/** The sample table: calls of every operation, with the values that they are made with. Must not know any engine. */
@NullMarked
package dev.vireo.engine.tck.sample;

import org.jspecify.annotations.NullMarked;
