/** What every engine must pass. */
@NullMarked
package dev.vireo.engine.tck;

import org.jspecify.annotations.NullMarked;
