package dev.vireo.models.cli;

import dev.vireo.tensor.DTypeException;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Engines;
import dev.vireo.training.precision.Precision;
import java.util.Locale;
import java.util.stream.Collectors;

/** Checks before any work that the current engine supports the options. */
final class Supported {
    private Supported() {}

    /**
     * Checks that the engine computes in a type.
     *
     * @throws DTypeException if it does not
     */
    static void precision(Precision wanted) {
        var engine = Engines.current();
        for (var gap : engine.kernels().gaps()) {
            if (gap.operation().isEmpty() && gap.dtype() == wanted.lower()) {
                throw new DTypeException("--precision " + wanted.name().toLowerCase(Locale.ROOT) + ": the engine "
                        + engine.name() + " does not take " + gap.dtype() + ", since " + gap.reason()
                        + "; choose another --precision or another --engine");
            }
        }
    }

    /**
     * Checks that the engine has a device.
     *
     * @throws DeviceException if it does not
     */
    static void device(String wanted) {
        var devices = Engines.current().devices();
        if (Device.parse(wanted).isMeta()) {
            throw new DeviceException("--device meta: a network on meta has no values to train; dry runs are for code"
                    + " (Trainer.fit), here it takes "
                    + devices.stream().map(Device::toString).collect(Collectors.joining(", ")));
        }
        if (!devices.contains(Device.parse(wanted))) {
            throw new DeviceException("--device " + wanted + ": there is no such device, only "
                    + devices.stream().map(Device::toString).collect(Collectors.joining(", "))
                    + " (vireo doctor says why)");
        }
    }
}
