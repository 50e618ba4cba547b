/** Helpers with which kernels call libtorch: tensors, scalars, lists, optional arguments and results. */
@NullMarked
package dev.vireo.engine.torch.internal.library;

import org.jspecify.annotations.NullMarked;
