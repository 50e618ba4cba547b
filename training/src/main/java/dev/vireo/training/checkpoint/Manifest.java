package dev.vireo.training.checkpoint;

import java.util.Map;

/**
 * The content of a checkpoint.
 *
 * @param run identifies the run: all checkpoints of a run have the same; empty in format 1
 * @param parts by name
 */
record Manifest(String run, Map<String, Part> parts) {
    Part part(String name) {
        return parts.getOrDefault(name, Part.EMPTY);
    }
}
