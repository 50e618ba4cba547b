/**
 * Files that are written completely or not at all, even if the process ends meanwhile, and reasons why a file could not
 * be read or written. Does not depend on file formats.
 */
@NullMarked
package dev.vireo.tensor.file;

import org.jspecify.annotations.NullMarked;
