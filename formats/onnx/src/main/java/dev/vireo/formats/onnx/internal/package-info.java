/** Recording what a network runs, and the ONNX graph that it becomes. Knows no operation: that is translation's. */
@NullMarked
package dev.vireo.formats.onnx.internal;

import org.jspecify.annotations.NullMarked;
