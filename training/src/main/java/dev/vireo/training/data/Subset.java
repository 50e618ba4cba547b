package dev.vireo.training.data;

import java.util.Arrays;

/** Some samples of another data set. */
final class Subset implements Dataset {
    private final Dataset whole;
    private final int[] places;

    Subset(Dataset whole, int[] places) {
        for (int place : places) {
            if (place < 0 || place >= whole.size()) {
                throw new IllegalArgumentException(
                        "subset: there is no sample " + place + "; there are " + whole.size() + ", counted from 0");
            }
        }
        this.whole = whole;
        this.places = places.clone();
    }

    @Override
    public int size() {
        return places.length;
    }

    @Override
    public Batch gather(int... chosen) {
        return whole.gather(inWhole(chosen));
    }

    @Override
    public Batch gather(PassRandomness random, int... chosen) {
        return whole.gather(random, inWhole(chosen));
    }

    private int[] inWhole(int[] chosen) {
        return Arrays.stream(chosen).map(each -> places[each]).toArray();
    }
}
