/** What a run tells of itself, in numbers and as a picture. Knows nothing of how they came about. */
@NullMarked
package dev.vireo.training.report;

import org.jspecify.annotations.NullMarked;
