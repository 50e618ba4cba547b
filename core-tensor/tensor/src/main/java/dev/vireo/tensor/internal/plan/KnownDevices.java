package dev.vireo.tensor.internal.plan;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.op.Op;
import dev.vireo.tensor.op.OpKeys;
import java.util.stream.Collectors;

/** Refuses devices that do not exist, before native code does with messages that vary by build and machine. */
public final class KnownDevices {
    private KnownDevices() {}

    /** Checks the device of a result, unless it is that of the inputs. */
    public static void check(Op op, Engine engine, TensorSpec[] inputs, Device result) {
        if (inputs.length == 0 || !inputs[0].device().equals(result)) {
            require(OpKeys.label(op), engine, result);
        }
    }

    /**
     * Checks that the engine has a device.
     *
     * @param what the beginning of the error message
     * @param engine the engine
     * @param device the device
     * @throws DeviceException if the engine has no such device
     */
    public static void require(String what, Engine engine, Device device) {
        if (!device.isMeta() && !engine.devices().contains(device)) {
            throw new DeviceException(what + ": there is no " + device + "; the engine " + engine.name() + " has "
                    + engine.devices().stream().map(Device::toString).collect(Collectors.joining(", "))
                    + " here (vireo doctor says why)");
        }
    }
}
