/** The command line. What it prints and how it fails; the work is done elsewhere. */
@NullMarked
package dev.vireo.models.cli;

import org.jspecify.annotations.NullMarked;
