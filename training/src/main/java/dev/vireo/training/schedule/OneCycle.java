package dev.vireo.training.schedule;

/** Rises and falls along half cosines, with the factors {@code first}, 1 and {@code last}. */
record OneCycle(double rising, double first, double last) implements Schedule {
    OneCycle {
        if (!(rising > 0 && rising < 1)) {
            throw new IllegalArgumentException(
                    "oneCycle: a share of " + rising + " of the steps goes up; expected above 0 and below 1");
        }
    }

    @Override
    public double factor(Position at) {
        double top = rising * at.steps() - 1;
        double end = at.steps() - 1;
        return at.step() <= top
                ? cosine(first, 1, share(at.step(), 0, top))
                : cosine(1, last, share(at.step(), top, end));
    }

    private static double share(double step, double from, double to) {
        return to > from ? (step - from) / (to - from) : 1;
    }

    private static double cosine(double from, double to, double share) {
        return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
    }
}
