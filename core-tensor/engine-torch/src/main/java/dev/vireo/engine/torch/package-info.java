/** The libtorch engine. The only package that knows JavaCPP. */
@NullMarked
package dev.vireo.engine.torch;

import org.jspecify.annotations.NullMarked;
