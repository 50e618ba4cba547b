/**
 * The smallest engine: only the primitives, in plain Java, written for clarity and not for speed. Other engines are
 * tested against it, and new ones can follow it as an example. Must not use native code.
 */
@NullMarked
package dev.vireo.engine.reference;

import org.jspecify.annotations.NullMarked;
