/** What can be trained by name, and what a run leaves. */
@NullMarked
package dev.vireo.models.recipe;

import org.jspecify.annotations.NullMarked;
