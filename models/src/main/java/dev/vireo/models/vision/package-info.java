/** Networks for images. */
@NullMarked
package dev.vireo.models.vision;

import org.jspecify.annotations.NullMarked;
