package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.engine.torch.internal.settings.Cuda;
import dev.vireo.engine.torch.internal.settings.Installation;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Shape;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.Transfer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/** Tests the error message for a missing CUDA device on machines that lack different parts of the installation. */
final class CudaTest {
    private static final Set<String> ALL = new HashSet<>(Cuda.LIBRARIES);

    private record Machine(boolean hasGpuNatives, boolean hasDriver, Set<String> libraries) implements Installation {
        @Override
        public boolean loads(String library) {
            return libraries.contains(library);
        }
    }

    @Test
    void cpuNativesSayHowToGetThoseForCuda() {
        assertThat(Cuda.missing(new Machine(false, true, ALL)))
                .isEqualTo("not available: the GPU natives of libtorch are not on the classpath; build with -Pcuda");
    }

    @Test
    void aMissingDriverIsReported() {
        assertThat(Cuda.missing(new Machine(true, false, ALL))).isEqualTo("not available: no NVIDIA driver is loaded");
    }

    @Test
    void missingLibrariesAreListed() {
        var some = new HashSet<>(ALL);
        some.remove("libcudart.so.13");
        some.remove("libcudnn.so.9");
        assertThat(Cuda.missing(new Machine(true, true, some)))
                .isEqualTo(
                        "not available: libcudart.so.13, libcudnn.so.9 cannot be loaded (install CUDA 13, cuDNN 9 and"
                                + " NCCL 2, or name their folder in LD_LIBRARY_PATH)");
        assertThat(Cuda.missing(new Machine(true, false, some)))
                .startsWith("not available: no NVIDIA driver is loaded; libcudart.so.13, libcudnn.so.9 cannot");
    }

    @Test
    void aMissingDeviceIsReportedIfAllLibrariesExist() {
        assertThat(Cuda.missing(new Machine(true, true, ALL))).isEqualTo("not available: the driver shows no device");
    }

    @Test
    void nativesThatCannotBeLoadedGiveOneLine() {
        assertThatThrownBy(() -> TorchEngineProvider.load(() -> {
                    throw new UnsatisfiedLinkError("libc10.so: cannot open shared object file\nand more");
                }))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("engine 'torch': libtorch cannot be loaded here: libc10.so: cannot open shared"
                        + " object file; ")
                .message()
                .hasLineCount(1);
    }

    @Test
    @DisabledIf(
            value = "dev.vireo.engine.torch.CudaConformanceTest#cudaIsThere",
            disabledReason = "there is a device here")
    void withoutADeviceTheCpuIsUsedAndTheReasonIsOneLine() {
        var engine = Engines.named("torch");
        assertThat(engine.devices()).containsExactly(Device.CPU);
        assertThat(engine.streams(Device.cuda(0))).isEmpty();
        assertThat(engine.diagnosis().get("cuda")).startsWith("not available: ").hasLineCount(1);
        try (var x = Tensor.of(1f, 2f);
                var sum = x.sum()) {
            assertThat(sum.item()).isEqualTo(3);
        }
    }

    @Test
    void aMissingDeviceIsRefusedInOneLine() {
        var nowhere = Device.cuda(97);
        var expected = "there is no cuda:97; the engine torch has cpu";
        try (var scope = TensorScope.open()) {
            var x = Tensor.of(1f);
            assertThatThrownBy(() -> x.to(nowhere))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageStartingWith("toDevice: " + expected);
            assertThatThrownBy(() -> Tensor.zeros(new TensorSpec(Shape.of(2), DType.FLOAT32, nowhere)))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageStartingWith("full: " + expected);
            assertThatThrownBy(() -> Transfer.start(nowhere, x))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageStartingWith("transfer: " + expected);
        }
    }
}
