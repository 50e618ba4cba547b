package dev.vireo.tensor.trace;

import dev.vireo.tensor.TensorSpec;

/** Holds that two runs have the same steps, operands, layer paths and captured tensors. */
final class Agreement {
    private final RecordedRun first;
    private final RecordedRun other;
    private final String how;

    private Agreement(RecordedRun first, RecordedRun other, String how) {
        this.first = first;
        this.other = other;
        this.how = how;
    }

    /**
     * Compares all but sizes and numbers.
     *
     * @param how what is different about the other run: {@code with 'batch' = 7 instead of 2}
     */
    static void require(RecordedRun first, RecordedRun other, String how) {
        var agreement = new Agreement(first, other, how);
        agreement.requireCalls();
        agreement.requireCaptured();
        agreement.requireSpecs();
    }

    private void requireCalls() {
        int common = Math.min(first.calls().size(), other.calls().size());
        for (int i = 0; i < common; i++) {
            var call = first.calls().get(i);
            var otherCall = other.calls().get(i);
            if (!same(call, otherCall)) {
                throw differ("step " + i + " is " + call + ", " + how + " it is " + otherCall
                        + (call.op().key().equals(otherCall.op().key()) ? " with other operands or attributes" : ""));
            }
        }
        if (first.calls().size() != other.calls().size() || !first.outputs().equals(other.outputs())) {
            throw differ("there are " + first.calls().size() + " steps, " + how + " there are "
                    + other.calls().size());
        }
    }

    private static boolean same(RecordedRun.Call a, RecordedRun.Call b) {
        return Attributes.of(a.op()).matches(Attributes.of(b.op()))
                && a.inputs().equals(b.inputs())
                && a.outputs().equals(b.outputs())
                && a.path().equals(b.path());
    }

    private void requireCaptured() {
        first.captured().forEach((value, leaf) -> {
            var otherLeaf = other.captured().get(value);
            if (otherLeaf != null && leaf.matches(otherLeaf)) {
                return;
            }
            var user = first.calls().stream()
                    .filter(call -> call.inputs().contains(value))
                    .findFirst();
            throw new UntraceableException("trace: a tensor " + first.specs().get(value) + " used by "
                    + user.map(Object::toString).orElse("the outputs") + " is not the same tensor, or has not the same"
                    + " values, " + how
                    + "; compute it from the inputs by tensor methods, or make it before the recording");
        });
    }

    private void requireSpecs() {
        for (int value = 0; value < first.specs().size(); value++) {
            var spec = first.specs().get(value);
            var otherSpec = other.specs().get(value);
            if (!sameKind(spec, otherSpec)) {
                throw differ("a value is " + spec + ", " + how + " it is " + otherSpec);
            }
        }
    }

    private static boolean sameKind(TensorSpec a, TensorSpec b) {
        return a.dtype() == b.dtype()
                && a.device().equals(b.device())
                && a.shape().rank() == b.shape().rank();
    }

    private static UntraceableException differ(String text) {
        return new UntraceableException(
                "trace: " + text + "; the network's control flow depends on its input, and a trace has none");
    }
}
