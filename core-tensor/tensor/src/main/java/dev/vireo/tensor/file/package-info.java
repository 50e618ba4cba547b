/**
 * Files that appear whole or not at all, also where the process ends meanwhile, and why one could not be read or written.
 * Knows nothing of what stands in them.
 */
@NullMarked
package dev.vireo.tensor.file;

import org.jspecify.annotations.NullMarked;
