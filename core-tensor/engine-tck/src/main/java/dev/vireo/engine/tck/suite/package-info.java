/** What is tested of each operation, on any engine. Must not know any engine but the reference. */
@NullMarked
package dev.vireo.engine.tck.suite;

import org.jspecify.annotations.NullMarked;
