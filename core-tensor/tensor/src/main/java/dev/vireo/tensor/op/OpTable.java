package dev.vireo.tensor.op;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A table with one row per operation.
 *
 * @param <R> the type of a row
 */
public final class OpTable<R> {
    private final String name;
    private final Map<Object, R> rows;

    private OpTable(String name, Map<Object, R> rows) {
        this.name = name;
        this.rows = rows;
    }

    /** Starts a table. The name appears in messages. */
    public static <R> Builder<R> named(String name) {
        return new Builder<>(name);
    }

    /** The name of the table, for messages. */
    public String name() {
        return name;
    }

    /** The row of an operation, if there is one. */
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

    /** Whether a {@linkplain Op#key key} has a row. */
    public boolean has(Object key) {
        return rows.containsKey(key);
    }

    /** The names of operations without a row. */
    public List<String> missing() {
        return OpKeys.all().stream()
                .filter(key -> !rows.containsKey(key))
                .map(OpKeys::name)
                .toList();
    }

    /** Returns this table with only the rows whose keys match, for tests of engines that lack kernels. */
    public OpTable<R> only(Predicate<Object> keys) {
        var kept = new IdentityHashMap<>(rows);
        kept.keySet().removeIf(key -> !keys.test(key));
        return new OpTable<>(name, kept);
    }

    /** Returns a table of the same operations, with each row mapped by a function. */
    public <S> OpTable<S> map(Function<? super R, ? extends S> row) {
        var others = new IdentityHashMap<Object, S>();
        rows.forEach((key, value) -> others.put(key, row.apply(value)));
        return new OpTable<>(name, others);
    }

    /**
     * Builds a table. A second row for the same operation raises an error.
     *
     * @param <R> the type of a row
     */
    public static final class Builder<R> {
        private final String name;
        private final Map<Object, R> rows = new IdentityHashMap<>();

        private Builder(String name) {
            this.name = name;
        }

        /** Adds the row of an enum constant. */
        public Builder<R> row(Op constant, R row) {
            return put(constant, row);
        }

        /** Adds the row of a record. */
        public Builder<R> row(Class<? extends Op> type, R row) {
            return put(type, row);
        }

        /** Adds one row for several operations, each an enum constant or the class of a record. */
        public Builder<R> rows(R row, Object... keys) {
            for (var key : keys) {
                put(key, row);
            }
            return this;
        }

        /** Adds all rows of another table. */
        public Builder<R> all(OpTable<? extends R> other) {
            other.rows.forEach(this::put);
            return this;
        }

        /** Returns the table. */
        public OpTable<R> build() {
            return new OpTable<>(name, new IdentityHashMap<>(rows));
        }

        private Builder<R> put(Object key, R row) {
            if (!(key instanceof Enum<?>) && !(key instanceof Class<?>)) {
                throw new IllegalArgumentException(
                        name + ": " + key + " is not a key; expected a constant or a record's class");
            }
            if (rows.putIfAbsent(key, row) != null) {
                throw new IllegalStateException(name + ": two rows for " + OpKeys.name(key));
            }
            return this;
        }
    }
}
