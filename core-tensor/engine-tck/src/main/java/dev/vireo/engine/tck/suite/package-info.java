/** The suites that test each operation on any engine. They depend on no engine but the reference engine. */
@NullMarked
package dev.vireo.engine.tck.suite;

import org.jspecify.annotations.NullMarked;
