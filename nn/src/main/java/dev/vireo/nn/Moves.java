package dev.vireo.nn;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.GradMode;
import dev.vireo.tensor.engine.Engine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Moves the tensors of a tree. All new tensors are created first and swapped last, so that a failure changes nothing.
 */
final class Moves {
    private Moves() {}

    static void to(Block root, Device device, DType dtype) {
        requireValues(root, device);
        move(root, stored -> {
            var there = stored.to(device);
            return there.dtype().isFloating() ? there.to(dtype) : there;
        });
    }

    static void to(Block root, Engine engine) {
        move(root, stored -> stored.to(engine));
    }

    static void toEmpty(Block root, Device device) {
        move(
                root,
                stored -> Engines.with(
                        stored.engine(), () -> Tensor.zeros(stored.spec().with(device))));
    }

    /** Runs work while the tree's parameters and buffers are on meta. */
    static <T> T onMeta(Block root, Supplier<T> work) {
        var ends = new ArrayList<Runnable>();
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            for (var cell : Tree.distinctCells(root)) {
                ends.add(cell.withStored(cell.stored().to(Device.META)));
            }
            return work.get();
        } finally {
            ends.forEach(Runnable::run);
        }
    }

    private static void move(Block root, UnaryOperator<Tensor> moved) {
        var made = new LinkedHashMap<Cell, Tensor>();
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            for (var cell : Tree.distinctCells(root)) {
                made.put(cell, moved.apply(cell.stored()));
            }
            made.forEach(Cell::store);
        }
    }

    /** Checks that there are values to move; tensors on meta have none. */
    private static void requireValues(Block root, Device device) {
        Tree.cells(root).forEach((name, cell) -> {
            if (cell.stored().device().isMeta() && !device.isMeta()) {
                throw new VireoException("to: '" + name + "' is on meta and has no values to move to " + device
                        + "; call toEmpty(" + device + ") and load a state");
            }
        });
    }
}
