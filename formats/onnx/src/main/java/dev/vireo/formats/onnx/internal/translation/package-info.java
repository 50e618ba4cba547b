/**
 * Each operation in ONNX's terms, opset 17, a row an operation. Knows the operations and the graph that is built, and
 * nothing of layers, files or runtimes.
 */
@NullMarked
package dev.vireo.formats.onnx.internal.translation;

import org.jspecify.annotations.NullMarked;
