/**
 * The smallest engine: only the primitives, in plain Java, for clarity and not for speed. It is what other engines are
 * tested against, and where to look for how an engine is written. Must not use any native code.
 */
@NullMarked
package dev.vireo.engine.reference;

import org.jspecify.annotations.NullMarked;
