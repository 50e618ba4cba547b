package dev.vireo.training;

import dev.vireo.tensor.Generator;
import dev.vireo.training.state.Placement;
import dev.vireo.training.state.State;
import dev.vireo.training.state.Stateful;
import java.util.Map;

/** The generator of random numbers of the thread that trains. */
record GeneratorState() implements Stateful {
    @Override
    public String name() {
        return "generator";
    }

    /** Ranks draw different numbers. */
    @Override
    public Placement placement() {
        return Placement.PER_RANK;
    }

    @Override
    public State state() {
        return State.ofValues(Map.of("state", Generator.current().state()));
    }

    @Override
    public Runnable prepare(State saved) {
        var generator = Generator.resumed(saved.integer("state"));
        return generator::use;
    }
}
