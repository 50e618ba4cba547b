/** Networks, data sets, recipes and the command line. */
@NullMarked
package dev.vireo.models;

import org.jspecify.annotations.NullMarked;
