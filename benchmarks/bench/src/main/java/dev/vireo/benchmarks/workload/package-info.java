/**
 * The work that all contenders do: sizes, data, initial weights and expected results. Does not depend on any contender.
 */
@NullMarked
package dev.vireo.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
