/** Data sets: the bundled ones, and readers for public ones. */
@NullMarked
package dev.vireo.models.data;

import org.jspecify.annotations.NullMarked;
