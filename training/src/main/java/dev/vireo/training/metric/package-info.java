/** Measures of the quality of predictions. Must not depend on networks or the training loop. */
@NullMarked
package dev.vireo.training.metric;

import org.jspecify.annotations.NullMarked;
