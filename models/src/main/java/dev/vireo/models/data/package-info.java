/** Bundled data and readers of public data sets. */
@NullMarked
package dev.vireo.models.data;

import org.jspecify.annotations.NullMarked;
