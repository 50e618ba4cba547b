package dev.vireo.formats.dl4j.internal;

/** DL4J's data formats. */
final class Formats {
    /** The formats of images. */
    enum Images {
        NCHW,
        NHWC
    }

    /** The formats of sequences. */
    enum Sequences {
        NCW,
        NWC
    }

    private Formats() {}

    static DimensionOrder images(Settings settings, String key) {
        return settings.choice(key, Images.NCHW) == Images.NCHW ? DimensionOrder.NCHW : DimensionOrder.NHWC;
    }

    static DimensionOrder sequences(Settings settings, String key) {
        return settings.choice(key, Sequences.NCW) == Sequences.NCW ? DimensionOrder.NCT : DimensionOrder.NTC;
    }
}
