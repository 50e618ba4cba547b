/** Named tensors in safetensors files. Depends on tensors alone. */
@NullMarked
package dev.vireo.formats.safetensors;

import org.jspecify.annotations.NullMarked;
