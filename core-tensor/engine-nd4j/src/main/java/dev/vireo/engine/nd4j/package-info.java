/**
 * The engine on ND4J's native library. Must not depend on other engines, nor on ND4J's arrays and their garbage
 * collection.
 */
@NullMarked
package dev.vireo.engine.nd4j;

import org.jspecify.annotations.NullMarked;
