/** The libtorch engine. The only package that depends on JavaCPP. */
@NullMarked
package dev.vireo.engine.torch;

import org.jspecify.annotations.NullMarked;
