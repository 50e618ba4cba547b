package dev.vireo.engine.tck.sample;

import dev.vireo.tensor.op.OpTable;
import dev.vireo.tensor.op.Recurrent;
import java.util.ArrayList;
import java.util.List;

/** Samples of recurrent operations with one and two layers, in one and two directions, with and without biases. */
final class RecurrentSamples {
    private static final int BATCH = 2;
    private static final int TIME = 3;
    private static final int INPUT = 3;
    private static final int HIDDEN = 2;

    private final RandomValues draw = new RandomValues(7);
    private final SampleRows rows = new SampleRows("recurrent");

    private RecurrentSamples() {}

    /** Creates the operation. */
    @FunctionalInterface
    private interface Cells {
        Recurrent of(int layers, boolean biases, boolean bidirectional);
    }

    static OpTable<List<OpSample>> table() {
        var samples = new RecurrentSamples();
        samples.all(Recurrent.Lstm::new, 4, 2);
        samples.all(Recurrent.Gru::new, 3, 1);
        samples.all((layers, biases, both) -> new Recurrent.Rnn(layers, biases, both, false), 1, 1);
        samples.all((layers, biases, both) -> new Recurrent.Rnn(layers, biases, both, true), 1, 1);
        return samples.rows.build();
    }

    private void all(Cells cells, int gates, int states) {
        rows.add(sample(cells.of(1, true, false), gates, states))
                .add(sample(cells.of(1, false, true), gates, states))
                .add(sample(cells.of(2, true, true), gates, states))
                .add(sample(cells.of(2, false, false), gates, states));
    }

    private OpSample sample(Recurrent op, int gates, int states) {
        int directions = op.bidirectional() ? 2 : 1;
        var inputs = new ArrayList<Argument>();
        inputs.add(draw.normal(BATCH, TIME, INPUT));
        for (int i = 0; i < states; i++) {
            inputs.add(draw.normal((long) op.layers() * directions, BATCH, HIDDEN));
        }
        for (int layer = 0; layer < op.layers(); layer++) {
            int features = layer == 0 ? INPUT : HIDDEN * directions;
            for (int direction = 0; direction < directions; direction++) {
                inputs.add(draw.uniform(-1, 1, (long) gates * HIDDEN, features));
                inputs.add(draw.uniform(-1, 1, (long) gates * HIDDEN, HIDDEN));
                if (op.biases()) {
                    inputs.add(draw.uniform(-1, 1, (long) gates * HIDDEN));
                    inputs.add(draw.uniform(-1, 1, (long) gates * HIDDEN));
                }
            }
        }
        return OpSample.of(op, inputs.toArray(Argument[]::new));
    }
}
