/** What all contenders compute: sizes, data, starting weights, and what must come out. Knows no contender. */
@NullMarked
package dev.vireo.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
