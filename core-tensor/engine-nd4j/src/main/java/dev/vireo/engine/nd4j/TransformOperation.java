package dev.vireo.engine.nd4j;

/**
 * Elementwise functions of one tensor, with ND4J's numbers. ND4J groups them into families by the type of the result.
 */
enum TransformOperation {
    /** Copies and casts. */
    ASSIGN(Family.ANY, 0),

    ABS(Family.SAME, 0),
    NEGATIVE(Family.SAME, 3),
    CEIL(Family.SAME, 17),
    FLOOR(Family.SAME, 18),

    SQRT(Family.FLOATING, 1),

    COS(Family.STRICT, 22),
    EXP(Family.STRICT, 23),
    LOG(Family.STRICT, 24),
    SIGMOID(Family.STRICT, 26),
    SIN(Family.STRICT, 27),
    TANH(Family.STRICT, 29),
    ATAN(Family.STRICT, 32),
    ERF(Family.STRICT, 45);

    private final Family family;
    private final int number;

    TransformOperation(Family family, int number) {
        this.family = family;
        this.number = number;
    }

    private enum Family {
        ANY,
        SAME,
        FLOATING,
        STRICT
    }

    /** Fills a tensor of the same shape. */
    void run(Nd4jTensor x, Nd4jTensor result) {
        var in = x.buffer();
        var out = result.buffer();
        var from = ShapeInfo.of(x);
        var to = ShapeInfo.of(result);
        var code = NativeLibrary.NATIVE;
        try (var gpu = NativeLibrary.launch()) {
            switch (family) {
                case ANY -> code.execTransformAny(gpu, number, in, from, null, out, to, null, null);
                case SAME -> code.execTransformSame(gpu, number, in, from, null, out, to, null, null);
                case FLOATING -> code.execTransformFloat(gpu, number, in, from, null, out, to, null, null);
                case STRICT -> code.execTransformStrict(gpu, number, in, from, null, out, to, null, null);
            }
            NativeLibrary.finish(gpu);
        }
        NativeLibrary.check(name());
    }
}
