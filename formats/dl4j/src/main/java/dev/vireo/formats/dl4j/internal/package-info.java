/** How DL4J's zip files are read: the archive, the coefficients, and a table row for each kind of layer. Not for users. */
@NullMarked
package dev.vireo.formats.dl4j.internal;

import org.jspecify.annotations.NullMarked;
