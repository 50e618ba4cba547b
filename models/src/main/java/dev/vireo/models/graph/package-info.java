/** Pictures of traces: Graphviz text and SVG. */
@NullMarked
package dev.vireo.models.graph;

import org.jspecify.annotations.NullMarked;
