package dev.vireo.tensor.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tracks writes in place: which value a tensor has afterwards, and which values can no longer be read. */
final class Versions {
    /** For each value, the first value in the same memory. */
    private final List<Integer> root = new ArrayList<>();

    /** For each value, the one that replaced it by a write. */
    private final List<Integer> current = new ArrayList<>();

    private final Set<Integer> stale = new HashSet<>();

    /** Adds a value with memory of its own; values are added in order, from 0. */
    void add(int value) {
        root.add(value);
        current.add(value);
    }

    /** Notes that a value is a view of another. */
    void share(int view, int viewed) {
        root.set(view, root.get(viewed));
    }

    /** Notes that a value was overwritten by another. All other values in that memory can no longer be read. */
    void write(int before, int after) {
        int memory = root.get(before);
        for (int value = 0; value < root.size(); value++) {
            if (root.get(value) == memory && current(value) != before) {
                stale.add(value);
            }
        }
        for (int value = 0; value < root.size(); value++) {
            if (current.get(value) == before) {
                current.set(value, after);
            }
        }
        root.set(after, memory);
    }

    /** The value whose memory this one shares; itself where it has its own. */
    int root(int value) {
        return root.get(value);
    }

    /** The value that a value has become. */
    int current(int value) {
        return current.get(value);
    }

    /** Whether the memory of a value was written through another one. */
    boolean isStale(int value) {
        return stale.contains(value);
    }
}
