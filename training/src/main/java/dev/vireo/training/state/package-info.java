/** What must survive a restart, as tensors and JSON values. Knows no files and no training loop. */
@NullMarked
package dev.vireo.training.state;

import org.jspecify.annotations.NullMarked;
