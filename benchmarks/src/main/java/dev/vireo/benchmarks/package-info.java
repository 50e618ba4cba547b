/** JMH benchmarks. */
@NullMarked
package dev.vireo.benchmarks;

import org.jspecify.annotations.NullMarked;
