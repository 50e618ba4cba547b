/**
 * The trainer: its settings, the loop, and its reports. Must not depend on exporters, or on specific networks or data.
 */
@NullMarked
package dev.vireo.training;

import org.jspecify.annotations.NullMarked;
