/** The table of samples: calls of every operation with their inputs. Does not depend on any engine. */
@NullMarked
package dev.vireo.engine.tck.sample;

import org.jspecify.annotations.NullMarked;
