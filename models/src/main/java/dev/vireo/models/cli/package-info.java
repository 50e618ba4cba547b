/** The command line: its commands, options, output and error messages. */
@NullMarked
package dev.vireo.models.cli;

import org.jspecify.annotations.NullMarked;
