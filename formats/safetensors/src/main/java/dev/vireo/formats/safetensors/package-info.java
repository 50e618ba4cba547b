/** Reads and writes safetensors files. Depends on the tensor core alone. */
@NullMarked
package dev.vireo.formats.safetensors;

import org.jspecify.annotations.NullMarked;
