/** The conformance tests that every engine must pass. */
@NullMarked
package dev.vireo.engine.tck;

import org.jspecify.annotations.NullMarked;
