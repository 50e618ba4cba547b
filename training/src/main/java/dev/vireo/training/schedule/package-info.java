/** How the learning rate goes with the steps. Numbers only: knows no optimizer and no tensor. */
@NullMarked
package dev.vireo.training.schedule;

import org.jspecify.annotations.NullMarked;
