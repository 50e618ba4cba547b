package dev.vireo.nn;

import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.VireoException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Walks over a block and all blocks below it, parametrizations included. */
final class Tree {
    private Tree() {}

    /**
     * Visits every block with its path and a dot; the path of the root is empty. A block that is used at several places
     * is visited at each.
     */
    static void visit(Block root, BiConsumer<String, Block> visitor) {
        visit("", root, visitor);
    }

    private static void visit(String path, Block block, BiConsumer<String, Block> visitor) {
        var current = block.current();
        visitor.accept(path, current);
        current.members().eachBlock((name, child) -> visit(path + name + ".", child, visitor));
    }

    /** Every block once. */
    static Set<Block> blocks(Block root) {
        Set<Block> blocks = Collections.newSetFromMap(new IdentityHashMap<>());
        visit(root, (path, block) -> blocks.add(block));
        return blocks;
    }

    /** Every block by path, without the dot at the end; the root under the empty name. */
    static Map<String, Block> named(Block root) {
        var blocks = new LinkedHashMap<String, Block>();
        visit(root, (path, block) -> blocks.put(path.isEmpty() ? path : path.substring(0, path.length() - 1), block));
        return blocks;
    }

    /** The cells of all parameters and buffers by name, a shared one under each of its names. */
    static Map<String, Cell> cells(Block root) {
        var cells = new LinkedHashMap<String, Cell>();
        visit(root, (path, block) -> block.members().eachCell((key, cell) -> cells.put(path + key, cell)));
        return cells;
    }

    /** The cells of all parameters and buffers, each once, in order. */
    static List<Cell> distinctCells(Block root) {
        return new ArrayList<>(new LinkedHashSet<>(cells(root).values()));
    }

    /** The cells of all parameters, a shared one under its first name. */
    static Map<String, Cell> parameterCells(Block root) {
        var cells = new LinkedHashMap<String, Cell>();
        var seen = Collections.newSetFromMap(new IdentityHashMap<Cell, Boolean>());
        visit(
                root,
                (path, block) -> block.members().parameters().forEach((key, parameter) -> {
                    if (seen.add(parameter.cell())) {
                        cells.put(path + key, parameter.cell());
                    }
                }));
        return cells;
    }

    static Map<String, Tensor> stored(Map<String, Cell> cells) {
        var tensors = new LinkedHashMap<String, Tensor>();
        cells.forEach((key, cell) -> tensors.put(key, cell.stored()));
        return tensors;
    }

    /**
     * Finds a block by path.
     *
     * @throws VireoException if there is none
     */
    static Block block(Block root, String path) {
        var found = named(root).get(path);
        if (found == null) {
            throw new VireoException("there is no block '" + path + "' in " + root.type() + "; " + nearest(root, path));
        }
        return found;
    }

    /**
     * Finds a parameter by path.
     *
     * @throws VireoException if there is none
     */
    static Parameter parameter(Block root, String path) {
        int dot = path.lastIndexOf('.');
        var owner = block(root, dot < 0 ? "" : path.substring(0, dot));
        var found = owner.members().parameters().get(path.substring(dot + 1));
        if (found == null) {
            throw new VireoException(
                    "there is no parameter '" + path + "' in " + root.type() + "; " + nearest(root, path));
        }
        return found;
    }

    /** Describes the members of the last block on the path that exists. */
    private static String nearest(Block root, String path) {
        var blocks = named(root);
        var known = path;
        while (!blocks.containsKey(known)) {
            known = known.contains(".") ? known.substring(0, known.lastIndexOf('.')) : "";
        }
        var block = blocks.getOrDefault(known, root);
        return (known.isEmpty() ? "the network" : "'" + known + "'") + " has " + block.members();
    }
}
