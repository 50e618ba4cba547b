package dev.vireo.tensor.op;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one part of the house knows of each operation: a row an operation.
 *
 * @param <R> what a row says
 */
public final class OpTable<R> {
    private final String name;
    private final Map<Object, R> rows;

    private OpTable(String name, Map<Object, R> rows) {
        this.name = name;
        this.rows = rows;
    }

    /** Starts a table; the name is for messages. */
    public static <R> Builder<R> named(String name) {
        return new Builder<>(name);
    }

    public String name() {
        return name;
    }

    public Optional<R> find(Op op) {
        return Optional.ofNullable(rows.get(op.key()));
    }

    /** The row of a {@linkplain Op#key key}, or null. */
    public @Nullable R at(Object key) {
        return rows.get(key);
    }

    /**
     * The row of a {@linkplain Op#key key}.
     *
     * @throws IllegalStateException if the table has none
     */
    public R require(Object key) {
        var row = rows.get(key);
        if (row == null) {
            throw new IllegalStateException(name + ": no row for " + OpKeys.name(key));
        }
        return row;
    }

    public boolean has(Object key) {
        return rows.containsKey(key);
    }

    /** The operations without a row, by name. */
    public List<String> missing() {
        return OpKeys.all().stream()
                .filter(key -> !rows.containsKey(key))
                .map(OpKeys::name)
                .toList();
    }

    /** The same table without some rows: to test what becomes of an engine that lacks them. */
    public OpTable<R> only(Predicate<Object> keys) {
        var kept = new IdentityHashMap<>(rows);
        kept.keySet().removeIf(key -> !keys.test(key));
        return new OpTable<>(name, kept);
    }

    /** A table of the same operations, each row made of this one's. */
    public <S> OpTable<S> map(Function<? super R, ? extends S> row) {
        var others = new IdentityHashMap<Object, S>();
        rows.forEach((key, value) -> others.put(key, row.apply(value)));
        return new OpTable<>(name, others);
    }

    /** Gathers rows; a second row for one operation is an error. */
    public static final class Builder<R> {
        private final String name;
        private final Map<Object, R> rows = new IdentityHashMap<>();

        private Builder(String name) {
            this.name = name;
        }

        /** The row of an enum constant. */
        public Builder<R> row(Op constant, R row) {
            return put(constant, row);
        }

        /** The row of a record. */
        public Builder<R> row(Class<? extends Op> type, R row) {
            return put(type, row);
        }

        /** One row for several operations, each an enum constant or a record's class. */
        public Builder<R> rows(R row, Object... keys) {
            for (var key : keys) {
                put(key, row);
            }
            return this;
        }

        public Builder<R> all(OpTable<? extends R> other) {
            other.rows.forEach(this::put);
            return this;
        }

        public OpTable<R> build() {
            return new OpTable<>(name, new IdentityHashMap<>(rows));
        }

        private Builder<R> put(Object key, R row) {
            if (!(key instanceof Enum<?>) && !(key instanceof Class<?>)) {
                throw new IllegalArgumentException(
                        name + ": " + key + " is no key; expected a constant or a record's class");
            }
            if (rows.putIfAbsent(key, row) != null) {
                throw new IllegalStateException(name + ": two rows for " + OpKeys.name(key));
            }
            return this;
        }
    }
}
