/** Models for other runtimes. Knows no trainer. */
@NullMarked
package dev.vireo.export;

import org.jspecify.annotations.NullMarked;
