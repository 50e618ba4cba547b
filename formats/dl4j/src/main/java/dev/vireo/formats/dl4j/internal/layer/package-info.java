/** Layers of DL4J that PyTorch does not have. They do not depend on the file format. Not for users. */
@NullMarked
package dev.vireo.formats.dl4j.internal.layer;

import org.jspecify.annotations.NullMarked;
