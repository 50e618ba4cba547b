/** Random changes of images, as transforms of samples. */
@NullMarked
package dev.vireo.training.data.augmentation;

import org.jspecify.annotations.NullMarked;
