package dev.vireo.engine.torch;

import dev.vireo.tensor.engine.NativeFailure;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Extracts the first line of libtorch's exceptions, which is followed by thousands of characters of C++ stack trace.
 */
final class TorchFailure {
    private static final Pattern OUT_OF_MEMORY =
            Pattern.compile("can't allocate memory|out of memory|bad_alloc|ALLOC_FAILED", Pattern.CASE_INSENSITIVE);
    private static final Pattern REQUESTED =
            Pattern.compile("tried to allocate ([0-9.]+) ?(bytes|[KMGTP]iB)", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "bkmgtp";

    private TorchFailure() {}

    static NativeFailure of(RuntimeException thrown) {
        var failure = NativeFailure.of(thrown);
        return OUT_OF_MEMORY.matcher(failure.reason()).find()
                ? NativeFailure.outOfMemory(failure.reason(), requested(failure.reason()))
                : failure;
    }

    /** The CPU allocator writes {@code 1048576 bytes}, that of CUDA {@code 2.50 GiB}. */
    private static OptionalLong requested(String reason) {
        return REQUESTED
                .matcher(reason)
                .results()
                .mapToLong(TorchFailure::bytes)
                .findFirst();
    }

    private static long bytes(MatchResult amount) {
        int power = UNITS.indexOf(amount.group(2).toLowerCase(Locale.ROOT).charAt(0));
        return Math.round(Double.parseDouble(amount.group(1)) * Math.pow(1024, power));
    }
}
