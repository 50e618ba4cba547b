/** The benchmarks on ND4J: gradients by SameDiff, training by DL4J with workspaces. */
@NullMarked
package dev.vireo.benchmarks.nd4j;

import org.jspecify.annotations.NullMarked;
