/** Models that DL4J has written, as layers of Vireo. Reads DL4J's files and knows none of its classes. */
@NullMarked
package dev.vireo.formats.dl4j;

import org.jspecify.annotations.NullMarked;
