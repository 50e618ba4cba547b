package dev.vireo.formats.dl4j.internal;

import java.util.Arrays;

/** Where the dimensions stand: N batch, C channels or features, H and W space, T time. */
enum Layout {
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

    Layout channelsFirst() {
        return switch (this) {
            case NC -> NC;
            case NCT, NTC -> NCT;
            case NCHW, NHWC -> NCHW;
        };
    }

    Layout channelsLast() {
        return switch (this) {
            case NC -> NC;
            case NCT, NTC -> NTC;
            case NCHW, NHWC -> NHWC;
        };
    }

    /** Which of this layout's dimensions stands where in the other. */
    int[] permutationTo(Layout other) {
        return other.name().chars().map(each -> name().indexOf(each)).toArray();
    }

    /** As errors show it: {@code [N, C, T]}. */
    String shown() {
        return Arrays.toString(name().split(""));
    }
}
