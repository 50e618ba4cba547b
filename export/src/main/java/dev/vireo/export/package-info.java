/** Models for other runtimes, and from them. Knows no trainer. */
@NullMarked
package dev.vireo.export;

import org.jspecify.annotations.NullMarked;
