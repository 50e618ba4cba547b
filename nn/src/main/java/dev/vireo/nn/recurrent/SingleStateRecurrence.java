package dev.vireo.nn.recurrent;

import dev.vireo.tensor.Tensor;

/** A stack of recurrent layers whose state is the hidden state {@code [layers * directions, N, H]}. */
abstract class SingleStateRecurrence extends FusedRecurrence<Tensor> {
    SingleStateRecurrence(String layer, int gates, long in, long hidden, RecurrentOptions options) {
        super(layer, gates, in, hidden, options);
    }

    @Override
    public final Tensor zeroState(Tensor x) {
        return zeros(x);
    }

    @Override
    final Output<Tensor> forward(Tensor x, Tensor state) {
        var results = compute(x, state);
        return new Output<>(results[0], results[1]);
    }

    @Override
    final Class<Tensor> stateType() {
        return Tensor.class;
    }
}
