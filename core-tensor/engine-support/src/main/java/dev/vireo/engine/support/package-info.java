/**
 * What engines share: the settings of the process, its native libraries and drivers, and code that several engines would
 * otherwise write twice.
 */
@NullMarked
package dev.vireo.engine.support;

import org.jspecify.annotations.NullMarked;
