package dev.vireo.training.checkpoint;

import dev.vireo.training.state.Placement;
import java.util.List;
import java.util.Map;

/**
 * What a checkpoint holds of one {@link dev.vireo.training.state.Stateful} object.
 *
 * @param files with its tensors; none if it has no tensors
 * @param values its other values, which stand in the manifest itself
 */
record Part(Placement placement, List<PartFile> files, Map<String, Object> values) {
    /** A part that was not saved. */
    static final Part EMPTY = new Part(Placement.REPLICATED, List.of(), Map.of());
}
