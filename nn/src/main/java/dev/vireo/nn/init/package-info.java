/** Initial values of parameters, as in {@code torch.nn.init}. */
@NullMarked
package dev.vireo.nn.init;

import org.jspecify.annotations.NullMarked;
