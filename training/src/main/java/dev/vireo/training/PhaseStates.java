package dev.vireo.training;

import dev.vireo.tensor.Tensor;
import dev.vireo.training.precision.LossScaler;
import dev.vireo.training.schedule.Schedule;
import dev.vireo.training.state.State;
import dev.vireo.training.state.Stateful;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of a phase that checkpoints save. Those of a phase with a name have it before their own. */
final class PhaseStates {
    private PhaseStates() {}

    /**
     * The optimizer, the loss scaler and the schedule.
     *
     * @param names of all parameters of the run
     */
    static List<Stateful> of(PhaseStep phase, Map<String, Tensor> names) {
        var prefix = phase.name().isEmpty() ? "" : phase.name() + ".";
        return List.of(
                phase.optimizer().stateful(prefix + "optimizer", names),
                new ScalerState(prefix + "scaler", phase.scaler()),
                new ScheduleState(prefix + "schedule", phase.schedule()));
    }

    private record ScalerState(String name, LossScaler scaler) implements Stateful {
        @Override
        public State state() {
            var values = new LinkedHashMap<String, Object>();
            values.put("scale", scaler.state().scale());
            values.put("cleanSteps", scaler.state().cleanSteps());
            return State.ofValues(values);
        }

        @Override
        public Runnable prepare(State saved) {
            var state = new LossScaler.State(saved.number("scale"), Math.toIntExact(saved.integer("cleanSteps")));
            return () -> scaler.resume(state);
        }
    }

    private record ScheduleState(String name, Schedule schedule) implements Stateful {
        @Override
        public State state() {
            return schedule.state();
        }

        @Override
        public Runnable prepare(State saved) {
            return schedule.prepare(saved);
        }
    }
}
