/**
 * The recorded graph as data: nodes, their edges, and the values that they save for backward.
 */
@NullMarked
package dev.vireo.tensor.internal.graph;

import org.jspecify.annotations.NullMarked;
