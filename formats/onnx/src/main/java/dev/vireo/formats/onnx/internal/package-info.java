/** Builds the ONNX graph from a trace. Does not depend on operations; the translation package does. */
@NullMarked
package dev.vireo.formats.onnx.internal;

import org.jspecify.annotations.NullMarked;
