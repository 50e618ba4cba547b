/** The engine on ND4J's native library: a table of kernels. Must not know other engines, nor ND4J's own arrays and their garbage collection. */
@NullMarked
package dev.vireo.engine.nd4j;

import org.jspecify.annotations.NullMarked;
