package dev.vireo.tensor.trace;

import java.util.Iterator;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Prime sizes near a given one: nearby, since a network may take no other order of size. */
final class Primes {
    private static final int EACH_WAY = 4;

    private Primes() {}

    /** Primes above and below by turns, the nearest first; none of those excluded. */
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
