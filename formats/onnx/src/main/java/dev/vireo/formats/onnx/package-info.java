/** ONNX files: out of any layer, and checked in ONNX Runtime. Knows operations by a table, and no layer by name. */
@NullMarked
package dev.vireo.formats.onnx;

import org.jspecify.annotations.NullMarked;
