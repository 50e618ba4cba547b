/** Loads networks that DL4J saved as layers of Vireo. Does not depend on DL4J's classes. */
@NullMarked
package dev.vireo.formats.dl4j;

import org.jspecify.annotations.NullMarked;
