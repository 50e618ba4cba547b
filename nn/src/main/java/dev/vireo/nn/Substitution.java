package dev.vireo.nn;

import dev.vireo.tensor.VireoException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Replaces a block of a tree in the maps of its parents. The replaced object forwards its calls, because fields may
 * still refer to it.
 */
final class Substitution {
    private Substitution() {}

    /** Checks everything, then puts {@code other} at all places of the block at the path. */
    static void replace(Block root, String path, Block other) {
        var replacement = other.current();
        var replaced = Tree.block(root, path);
        if (replaced == replacement) {
            return;
        }
        var parents = parents(root, replaced);
        requireChild(root, path, parents);
        requireSameSignature(path, replaced, replacement);
        requireNoCycle(path, replaced, replacement, parents);
        replaced.becomes(replacement);
        for (var parent : parents) {
            parent.members().children().replaceAll((name, child) -> {
                if (child.current() == replacement && child != replacement) {
                    replacement.attached(name);
                }
                return child.current();
            });
        }
    }

    private static Set<Block> parents(Block root, Block child) {
        var parents = new LinkedHashSet<Block>();
        for (var block : Tree.blocks(root)) {
            for (var each : block.members().children().values()) {
                if (each.current() == child) {
                    parents.add(block);
                }
            }
        }
        return parents;
    }

    private static void requireChild(Block root, String path, Set<Block> parents) {
        if (path.isEmpty()) {
            throw new VireoException(
                    "replace: '' is the network itself, " + root.type() + "; expected the path of a block below it");
        }
        if (parents.isEmpty()) {
            throw new VireoException("replace: '" + path
                    + "' is a parametrization; expected a block's child. merge() removes parametrizations");
        }
    }

    private static void requireSameSignature(String path, Block replaced, Block replacement) {
        if (!replaced.accepts(replacement)) {
            throw new VireoException("replace: '" + path + "' is " + replaced.type() + "; " + replacement.type()
                    + " has other call methods; expected a block with the same call signature");
        }
    }

    /** The ancestor of a block that extends {@code Block} directly: it declares the {@code call} methods. */
    static Class<?> signature(Block block) {
        Class<?> type = block.getClass();
        while (type.getSuperclass() != Block.class) {
            type = type.getSuperclass();
        }
        return type;
    }

    private static void requireNoCycle(String path, Block replaced, Block replacement, Set<Block> parents) {
        var inside = Tree.blocks(replacement);
        if (inside.contains(replaced)) {
            throw new VireoException("replace: the new block contains '" + path
                    + "', which it replaces; calls would go in a circle. To act on the block's calls, use a hook; to"
                    + " change its weights, a parametrization");
        }
        for (var parent : parents) {
            if (inside.contains(parent)) {
                throw new VireoException("replace: the new block contains " + parent.type()
                        + ", which is to contain it at '" + path + "'");
            }
        }
    }
}
