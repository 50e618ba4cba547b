/**
 * Exports networks as ONNX files and checks them in ONNX Runtime. Depends on operations through a table, and not on
 * specific layers.
 */
@NullMarked
package dev.vireo.formats.onnx;

import org.jspecify.annotations.NullMarked;
