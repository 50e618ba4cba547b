package dev.vireo.nn;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.autograd.GradMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Computes the values of parametrized parameters, and stores them permanently or temporarily. */
final class Merging {
    private Merging() {}

    /** Writes the values into the stored tensors and frees the parametrizations. */
    static void merge(List<Cell> cells) {
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            values(cells).forEach((cell, value) -> {
                cell.stored().assign(value);
                cell.parametrizations().forEach(Block::close);
                cell.parametrizations(List.of());
            });
        }
    }

    /** Runs work while the values are stored and the tree has no parametrizations. */
    static <T> T materialized(Block root, Supplier<T> work) {
        var values = ownedValues(root);
        var ends = new ArrayList<Runnable>();
        values.forEach((cell, value) -> ends.add(cell.withValue(value)));
        try {
            return work.get();
        } finally {
            ends.forEach(Runnable::run);
            values.values().forEach(Tensor::close);
        }
    }

    private static Map<Cell, Tensor> ownedValues(Block root) {
        try (var scope = TensorScope.open()) {
            var values = values(Tree.distinctCells(root));
            values.replaceAll((cell, value) -> (value == cell.stored() ? value.detach() : value).own());
            return values;
        }
    }

    private static Map<Cell, Tensor> values(List<Cell> cells) {
        var values = new LinkedHashMap<Cell, Tensor>();
        try (var off = GradMode.off()) {
            for (var cell : cells) {
                if (!cell.parametrizations().isEmpty()) {
                    values.put(cell, cell.value());
                }
            }
        }
        return values;
    }
}
