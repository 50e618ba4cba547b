package dev.vireo.training.checkpoint;

import dev.vireo.training.state.Placement;
import java.util.List;
import java.util.Map;

/**
 * The saved state of one {@link dev.vireo.training.state.Stateful} object.
 *
 * @param files the files with its tensors; none if it has no tensors
 * @param values its other values, which the manifest contains
 */
record Part(Placement placement, List<PartFile> files, Map<String, Object> values) {
    /** A part that was not saved. */
    static final Part EMPTY = new Part(Placement.REPLICATED, List.of(), Map.of());
}
