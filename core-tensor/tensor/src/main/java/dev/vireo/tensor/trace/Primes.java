package dev.vireo.tensor.trace;

import java.util.Iterator;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Finds prime sizes near a given one. A network may not accept sizes of another order of magnitude. */
final class Primes {
    private static final int EACH_WAY = 4;

    private Primes() {}

    /** Returns primes alternately above and below the size, the nearest first, without the excluded ones. */
    static Stream<Long> near(long size, Set<Long> excluded) {
        var above = LongStream.iterate(size + 1, n -> n + 1)
                .filter(Primes::isPrime)
                .filter(n -> !excluded.contains(n))
                .limit(EACH_WAY)
                .iterator();
        var below = LongStream.iterate(size - 1, n -> n >= 2, n -> n - 1)
                .filter(Primes::isPrime)
                .filter(n -> !excluded.contains(n))
                .limit(EACH_WAY)
                .iterator();
        return Stream.generate(() -> Stream.concat(next(above), next(below)))
                .limit(EACH_WAY)
                .flatMap(both -> both);
    }

    private static Stream<Long> next(Iterator<Long> numbers) {
        return numbers.hasNext() ? Stream.of(numbers.next()) : Stream.of();
    }

    private static boolean isPrime(long n) {
        return n > 1 && LongStream.rangeClosed(2, (long) Math.sqrt(n)).allMatch(divisor -> n % divisor != 0);
    }
}
