package dev.vireo.formats.onnx.internal.translation;

import dev.vireo.formats.onnx.internal.Value;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpTable;
import java.util.EnumSet;
import java.util.Set;

/** Builds a table of translators, keyed by operation. */
final class TranslatorTable {
    /** Types that ONNX Runtime's arithmetic does not support. */
    private static final Set<DType> SMALL = EnumSet.of(DType.INT8, DType.UINT8, DType.INT16, DType.BOOL);

    private final OpTable.Builder<Translator<?>> rows;

    TranslatorTable(String family) {
        rows = OpTable.named(family + " in onnx");
    }

    /** Translates an operation that has one result. */
    @FunctionalInterface
    interface One<O extends Op> {
        Value translate(O op, Call call);
    }

    /** Adds an operation that ONNX has under the name {@code type}. */
    TranslatorTable same(Op op, String type) {
        return one(op, (same, call) -> call.graph().op(type, call.all()));
    }

    /** As {@link #same}, with small integers computed in int32. */
    TranslatorTable arithmetic(Op op, String type) {
        return one(op, inInt32((same, call) -> call.graph().op(type, call.all())));
    }

    <O extends Op> TranslatorTable one(O op, One<O> row) {
        rows.row(op, all(row));
        return this;
    }

    <O extends Op> TranslatorTable one(Class<O> type, One<O> row) {
        rows.row(type, all(row));
        return this;
    }

    /** As {@link #one(Class, One)}, with attributes that may depend on sizes of the inputs. */
    <O extends Op> TranslatorTable sized(Class<O> type, One<O> row, String... attributes) {
        rows.row(type, new Sized<>(all(row), Set.of(attributes)));
        return this;
    }

    <O extends Op> TranslatorTable row(Class<O> type, Translator<O> row) {
        rows.row(type, row);
        return this;
    }

    OpTable<Translator<?>> build() {
        return rows.build();
    }

    /** Computes small integers in int32. Casting back wraps them as arithmetic in their own type would. */
    static <O extends Op> One<O> inInt32(One<O> row) {
        return (op, call) -> {
            var result = row.translate(op, call.cast(SMALL::contains, DType.INT32));
            boolean wasSmall = SMALL.contains(call.resultType()) && call.resultType() != DType.BOOL;
            return wasSmall ? call.graph().cast(result, call.resultType()) : result;
        };
    }

    /** A translator with attributes that may depend on sizes of the inputs. */
    record Sized<O extends Op>(Translator<O> row, Set<String> dynamic) implements Translator<O> {
        @Override
        public Value[] translate(O op, Call call) {
            return row.translate(op, call);
        }
    }

    private static <O extends Op> Translator<O> all(One<O> row) {
        return (op, call) -> new Value[] {row.translate(op, call)};
    }
}
