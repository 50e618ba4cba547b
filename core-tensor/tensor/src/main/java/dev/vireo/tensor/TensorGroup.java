package dev.vireo.tensor;

import java.util.List;

/**
 * Several tensors that belong together, as the results of a call do. Records of results implement it, so that scopes,
 * hooks and traces reach each tensor:
 *
 * <pre>{@code
 * record Boxes(Tensor corners, Tensor scores) implements TensorGroup {
 *     @Override public List<Tensor> tensors() {
 *         return List.of(corners, scores);
 *     }
 * }
 * }</pre>
 *
 * A {@link Tensor} is a group of one.
 */
public interface TensorGroup {
    /** All tensors of the group, in a fixed order. */
    List<Tensor> tensors();
}
