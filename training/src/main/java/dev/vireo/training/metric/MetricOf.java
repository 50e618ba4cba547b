package dev.vireo.training.metric;

/** A metric of a chosen output and target. */
record MetricOf(Metric metric, String output, String target) implements Metric {
    @Override
    public String name() {
        return output + " " + metric.name();
    }

    @Override
    public Sum start() {
        return metric.start();
    }
}
