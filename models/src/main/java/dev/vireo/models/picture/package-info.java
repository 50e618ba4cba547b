/** Pictures of traces: Graphviz text and SVG. */
@NullMarked
package dev.vireo.models.picture;

import org.jspecify.annotations.NullMarked;
