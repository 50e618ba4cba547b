/** The learning rate over the steps of a run. Numbers only: knows no optimizer and no tensor. */
@NullMarked
package dev.vireo.training.schedule;

import org.jspecify.annotations.NullMarked;
