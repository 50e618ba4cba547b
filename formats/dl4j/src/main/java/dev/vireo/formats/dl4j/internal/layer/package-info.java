/** Layers that DL4J has and PyTorch has not. They know nothing of files. Not for users. */
@NullMarked
package dev.vireo.formats.dl4j.internal.layer;

import org.jspecify.annotations.NullMarked;
