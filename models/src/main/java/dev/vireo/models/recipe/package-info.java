/** Recipes, which say how a network is trained; their options; and the folder that a training run leaves. */
@NullMarked
package dev.vireo.models.recipe;

import org.jspecify.annotations.NullMarked;
