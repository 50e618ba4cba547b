package dev.vireo.formats.dl4j.internal;

import java.util.Arrays;

/** The order of dimensions: N batch, C channels or features, H and W space, T time. */
enum DimensionOrder {
    NC,
    NCT,
    NTC,
    NCHW,
    NHWC;

    int rank() {
        return name().length();
    }

    boolean isSequence() {
        return this == NCT || this == NTC;
    }

    boolean isImage() {
        return rank() == 4;
    }

    DimensionOrder channelsFirst() {
        return switch (this) {
            case NC -> NC;
            case NCT, NTC -> NCT;
            case NCHW, NHWC -> NCHW;
        };
    }

    DimensionOrder channelsLast() {
        return switch (this) {
            case NC -> NC;
            case NCT, NTC -> NTC;
            case NCHW, NHWC -> NHWC;
        };
    }

    /** Returns the permutation from this order to the other one. */
    int[] permutationTo(DimensionOrder other) {
        return other.name().chars().map(each -> name().indexOf(each)).toArray();
    }

    /** The order in error messages: {@code [N, C, T]}. */
    String shown() {
        return Arrays.toString(name().split(""));
    }
}
