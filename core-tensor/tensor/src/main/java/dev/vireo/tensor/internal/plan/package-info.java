/**
 * Plans how one operation runs on one engine: the rows of all tables, the checks before native code, and its errors.
 */
@NullMarked
package dev.vireo.tensor.internal.plan;

import org.jspecify.annotations.NullMarked;
