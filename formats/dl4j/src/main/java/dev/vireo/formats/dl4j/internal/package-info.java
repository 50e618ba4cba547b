/**
 * Reads DL4J's zip files: the archive, the coefficients, and a table with a row for each kind of layer. Not for users.
 */
@NullMarked
package dev.vireo.formats.dl4j.internal;

import org.jspecify.annotations.NullMarked;
