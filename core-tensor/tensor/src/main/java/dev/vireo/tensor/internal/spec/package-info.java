/** Spec rules: the shapes and types of results, and checks of inputs. Must not depend on kernels. */
@NullMarked
package dev.vireo.tensor.internal.spec;

import org.jspecify.annotations.NullMarked;
