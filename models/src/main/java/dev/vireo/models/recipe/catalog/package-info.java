/** The recipes that come with Vireo: one file each, and the table that lists them. */
@NullMarked
package dev.vireo.models.recipe.catalog;

import org.jspecify.annotations.NullMarked;
