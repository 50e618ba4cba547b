/** State that must survive a restart, as tensors and JSON values. Must not depend on files or the training loop. */
@NullMarked
package dev.vireo.training.state;

import org.jspecify.annotations.NullMarked;
