package dev.vireo.engine.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegerPowerTest {
    @Property
    void equalsTheLow64BitsOfTheExactPower(@ForAll long base, @ForAll @IntRange(max = 200) int exponent) {
        assertThat(IntegerPower.of(base, exponent))
                .isEqualTo(BigInteger.valueOf(base).pow(exponent).longValue());
    }

    @ParameterizedTest
    @CsvSource({"2, -1, 0", "0, -1, 0", "1, -3, 1", "-1, -3, -1", "-1, -4, 1", "-1, -9223372036854775808, 1", "0, 0, 1"
    })
    void hasAnIntegerForEachExponent(long base, long exponent, long power) {
        assertThat(IntegerPower.of(base, exponent)).isEqualTo(power);
    }

    @ParameterizedTest
    @CsvSource({"3, 9223372036854775807, -6148914691236517205", "2, 9223372036854775807, 0"})
    void takesTheLargestExponent(long base, long exponent, long power) {
        assertThat(IntegerPower.of(base, exponent)).isEqualTo(power);
    }
}
