package dev.vireo.engine.torch.internal.library;

import org.bytedeco.javacpp.BoolPointer;

/**
 * Selects which of three gradients a libtorch backward function computes. The eight masks are created once and never
 * modified.
 */
public final class OutputMask {
    private static final BoolPointer[] MASKS = new BoolPointer[8];

    static {
        for (int bits = 0; bits < MASKS.length; bits++) {
            MASKS[bits] = new BoolPointer(3)
                    .put(0, (bits & 1) != 0)
                    .put(1, (bits & 2) != 0)
                    .put(2, (bits & 4) != 0);
        }
    }

    private OutputMask() {}

    /** Returns the mask of the first three inputs. Absent inputs need no gradient. */
    public static BoolPointer of(boolean[] needed) {
        return of(needed[0], needed.length > 1 && needed[1], needed.length > 2 && needed[2]);
    }

    /** Returns the mask for three gradients. */
    public static BoolPointer of(boolean first, boolean second, boolean third) {
        return MASKS[(first ? 1 : 0) | (second ? 2 : 0) | (third ? 4 : 0)];
    }
}
