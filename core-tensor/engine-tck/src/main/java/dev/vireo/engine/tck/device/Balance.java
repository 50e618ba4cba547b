package dev.vireo.engine.tck.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;

/**
 * The native objects that exist at some time. A test on {@link RecordingEngine}'s device compares the balances before
 * and after it.
 *
 * @param onHost native tensors on the CPU
 * @param onDevice native tensors on the device
 * @param leaks tensors that were freed by the garbage collector
 */
public record Balance(long onHost, long onDevice, long leaks) {
    /** Returns the current balance. */
    public static Balance now() {
        return new Balance(tensors(Device.CPU), tensors(Device.cuda(0)), Memory.leaks());
    }

    /** Fails if the test left native objects behind, or violated the order of calls. */
    public void check(RecordingEngine engine) {
        assertThat(engine.violations()).isEmpty();
        assertThat(engine.held()).isZero();
        assertThat(tensors(Device.CPU)).isEqualTo(onHost);
        assertThat(tensors(Device.cuda(0))).isEqualTo(onDevice);
        assertThat(Memory.leaks()).isEqualTo(leaks);
    }

    private static long tensors(Device device) {
        return Memory.of(device).tensors();
    }
}
