package dev.vireo.training.optimizer;

/** Checks of optimizers' settings. */
final class SettingChecks {
    private SettingChecks() {}

    static void notNegative(String optimizer, String what, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(optimizer + ": " + what + " is " + value + "; expected 0 or more");
        }
    }

    static void belowOne(String optimizer, String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    optimizer + ": " + what + " is " + value + "; expected at least 0 and below 1");
        }
    }
}
