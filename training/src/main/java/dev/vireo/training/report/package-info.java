/** The results of steps and epochs, as numbers and as a plot. Does not depend on how they are computed. */
@NullMarked
package dev.vireo.training.report;

import org.jspecify.annotations.NullMarked;
