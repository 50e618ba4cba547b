/** Results' shapes and types, and checks of inputs. Knows no kernel. */
@NullMarked
package dev.vireo.tensor.internal.spec;

import org.jspecify.annotations.NullMarked;
