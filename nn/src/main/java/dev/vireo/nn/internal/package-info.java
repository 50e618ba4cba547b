/** What layers share and users do not call: checks of their arguments. Knows no layer. */
@NullMarked
package dev.vireo.nn.internal;

import org.jspecify.annotations.NullMarked;
