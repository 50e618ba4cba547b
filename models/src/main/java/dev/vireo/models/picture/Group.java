package dev.vireo.models.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The boxes of one layer, and those of the layers in it. */
final class Group {
    private final String name;
    private final List<Box> boxes = new ArrayList<>();
    private final Map<String, Group> children = new LinkedHashMap<>();

    Group(String name) {
        this.name = name;
    }

    /** The layer's name in its parent; empty for the whole picture. */
    String name() {
        return name;
    }

    /** The boxes of this layer itself, without those of its child layers, in order. */
    List<Box> boxes() {
        return boxes;
    }

    /** The child layers, in order. */
    List<Group> children() {
        return List.copyOf(children.values());
    }

    /** Returns the group of a path. Creates missing groups. */
    Group at(String path) {
        var group = this;
        for (var part : path.isEmpty() ? new String[0] : path.split("\\.")) {
            group = group.children.computeIfAbsent(part, Group::new);
        }
        return group;
    }
}
