/**
 * Translates each operation to nodes of ONNX opset 17, one table row per operation. Depends on the operations and the
 * graph builder, but not on layers, files or runtimes.
 */
@NullMarked
package dev.vireo.formats.onnx.internal.translation;

import org.jspecify.annotations.NullMarked;
