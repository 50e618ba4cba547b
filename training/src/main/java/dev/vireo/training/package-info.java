/** The trainer: what it is told, the loop, what it reports. Knows no exporter, and no network or data by name. */
@NullMarked
package dev.vireo.training;

import org.jspecify.annotations.NullMarked;
