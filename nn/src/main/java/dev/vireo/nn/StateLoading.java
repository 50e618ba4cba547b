package dev.vireo.nn;

import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.VireoException;
import dev.vireo.tensor.autograd.GradMode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Loads a state into a block: checks everything first, then changes the cells. */
final class StateLoading {
    private final String operation;
    private final Map<String, Cell> cells;
    private final Map<String, Tensor> state;
    private final LoadReport report;
    /** The tensor for each cell, by the first name that has one. */
    private final Map<Cell, Tensor> chosen = new LinkedHashMap<>();

    private final Map<Cell, String> chosenNames = new LinkedHashMap<>();

    private StateLoading(String operation, Block block, Map<String, Tensor> state) {
        this.operation = operation;
        this.cells = Tree.cells(block);
        this.state = state;
        this.report = compare();
    }

    /** Copies values; all names must match. */
    static void load(Block block, Map<String, Tensor> state) {
        var loading = new StateLoading("loadStateDict", block, state);
        loading.requireAll();
        loading.copy();
    }

    /** Copies the values whose names and shapes match. */
    static LoadReport loadMatching(Block block, Map<String, Tensor> state) {
        var loading = new StateLoading("loadMatching", block, state);
        loading.copy();
        return loading.report;
    }

    /** Takes over the tensors; all names must match. */
    static void assign(Block block, Map<String, Tensor> state) {
        var loading = new StateLoading("assignStateDict", block, state);
        loading.requireAll();
        loading.takeOver();
    }

    private LoadReport compare() {
        var matched = new ArrayList<String>();
        var absent = new ArrayList<String>();
        var misshapen = new ArrayList<LoadReport.Misshapen>();
        cells.forEach((name, cell) -> {
            var given = state.get(name);
            if (given == null) {
                absent.add(name);
            } else if (!given.shape().equals(cell.stored().shape())) {
                misshapen.add(new LoadReport.Misshapen(name, cell.stored().shape(), given.shape()));
            } else {
                matched.add(name);
                choose(name, cell, given);
            }
        });
        var missing = absent.stream()
                .filter(name -> !chosen.containsKey(cells.get(name))) // a tied name may be present
                .toList();
        var unexpected =
                state.keySet().stream().filter(name -> !cells.containsKey(name)).toList();
        return new LoadReport(matched, missing, unexpected, misshapen);
    }

    private void choose(String name, Cell cell, Tensor given) {
        requireKind(name, cell.stored().dtype(), given.dtype());
        var first = chosen.putIfAbsent(cell, given);
        var firstName = chosenNames.computeIfAbsent(cell, any -> name);
        if (first != null && first != given && !agree(first, given)) {
            throw new VireoException(operation + ": '" + firstName + "' and '" + name
                    + "' are one shared parameter, and the state has two different values for it");
        }
    }

    private void requireAll() {
        report.missing().stream().findFirst().ifPresent(name -> {
            throw new VireoException(operation + ": '" + name + "' is missing" + others());
        });
        report.misshapen().stream().findFirst().ifPresent(each -> {
            throw new VireoException(operation + ": " + each + others());
        });
        report.unexpected().stream().findFirst().ifPresent(name -> {
            throw new VireoException(operation + ": the block has no '" + name + "'" + others());
        });
    }

    /** Describes all differences, if there is more than one. */
    private String others() {
        int all = report.missing().size()
                + report.misshapen().size()
                + report.unexpected().size();
        return all == 1 ? "" : " (" + report + "; loadMatching(state) loads what matches)";
    }

    private void requireKind(String name, DType own, DType given) {
        if (own.isFloating() != given.isFloating() || (own == DType.BOOL) != (given == DType.BOOL)) {
            throw new VireoException(operation + ": '" + name + "' has the type " + given + "; the block's is " + own);
        }
    }

    private void copy() {
        chosen.forEach((cell, given) -> requireValues(chosenNames.getOrDefault(cell, ""), cell.stored(), given));
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            chosen.forEach((cell, given) -> {
                var own = cell.stored();
                own.assign(given.to(own.engine()).to(own.device()));
            });
        }
    }

    private void requireValues(String name, Tensor own, Tensor given) {
        if (own.device().isMeta()) {
            throw new VireoException(operation + ": the block's '" + name + "' is on meta and holds no values; call"
                    + " toEmpty(device) first, or assignStateDict(state)");
        }
        if (given.device().isMeta()) {
            throw new VireoException(operation + ": '" + name + "' is on meta and has no values to copy");
        }
    }

    private void takeOver() {
        requireOneOwner();
        chosen.forEach((cell, given) -> cell.store(given.isLeaf() ? given : given.detach()));
    }

    /** Each tensor gets one owner, which frees it. */
    private void requireOneOwner() {
        var owners = new IdentityHashMap<Tensor, Cell>();
        var names = new IdentityHashMap<Tensor, String>();
        cells.forEach((name, cell) -> {
            var given = state.get(name);
            if (given == null) {
                return;
            }
            var other = owners.putIfAbsent(given, cell);
            var otherName = names.putIfAbsent(given, name);
            if (other != null && other != cell) {
                throw new VireoException(operation + ": '" + otherName + "' and '" + name
                        + "' are one tensor; expected one each, or parameters that are tied, or loadStateDict(state),"
                        + " which copies");
            }
        });
    }

    /** Whether two tensors of one shape have the same values; NaN is the same as NaN. */
    private static boolean agree(Tensor a, Tensor b) {
        if (a.device().isMeta() || b.device().isMeta()) {
            return a.device().equals(b.device());
        }
        try (var scope = TensorScope.open();
                var off = GradMode.off()) {
            var other = b.to(a.engine()).to(a.device());
            var same = a.eq(other);
            if (a.dtype().isFloating() && other.dtype().isFloating()) {
                same = same.logicalOr(a.isNaN().logicalAnd(other.isNaN()));
            }
            return same.all().item() != 0;
        }
    }
}
