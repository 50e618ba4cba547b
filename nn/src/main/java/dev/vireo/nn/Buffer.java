package dev.vireo.nn;

import dev.vireo.tensor.Tensor;

/**
 * A handle to a tensor that is part of a block's state but not trained, such as running statistics. Blocks keep it in a
 * final field; it stays valid when the block is moved or gets another state.
 */
public final class Buffer {
    private final String name;
    private final Cell cell;

    Buffer(String name, Tensor value) {
        this.name = name;
        this.cell = new Cell(value);
    }

    /** The name within its block: {@code running_mean}. */
    public String name() {
        return name;
    }

    /** The current tensor. It belongs to the block; {@link Tensor#assign} changes its values. */
    public Tensor value() {
        return cell.stored();
    }

    Cell cell() {
        return cell;
    }
}
