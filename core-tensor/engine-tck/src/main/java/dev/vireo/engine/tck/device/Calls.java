package dev.vireo.engine.tck.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Records the calls of all threads in order, and violations of their order. */
final class Calls {
    private final List<String> made = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    /** Records a call. Throws if the test has requested that it fail. */
    synchronized void make(String call) {
        made.add(call);
        if (failing.remove(call)) {
            throw new IllegalStateException("the device refuses to " + call);
        }
    }

    synchronized void violation(String what) {
        violations.add(what);
    }

    void fail(String call) {
        failing.add(call);
    }

    synchronized List<String> made() {
        return List.copyOf(made);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }
}
