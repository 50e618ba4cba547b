package dev.vireo.engine.tck.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.Memory;

/** What was held before a test on {@link RecordingEngine}'s device: after it nothing more is, and nothing was out of order. */
public record Balance(long onHost, long onDevice, long leaks) {
    /** What is held now. */
    public static Balance now() {
        return new Balance(tensors(Device.CPU), tensors(Device.cuda(0)), Memory.leaks());
    }

    /** Fails where the test has left something behind. */
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
