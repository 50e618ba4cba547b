package dev.vireo.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.internal.decomposition.Primitives;
import dev.vireo.tensor.op.OpKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Tests how the engine is found and chosen, and that it stays small. */
class ReferenceEngineTest extends OnReference {
    private static final String HOW_TO_ADD =
            "add its module, such as dev.vireo:vireo-engine-torch for 'torch'; a jar with"
                    + " all dependencies needs the merged files of META-INF/services (ServicesResourceTransformer in"
                    + " maven-shade-plugin)";

    @Test
    void hasKernelsForExactlyThePrimitives() {
        var kernels = Engines.named("reference").kernels();

        assertThat(OpKeys.all().stream().filter(kernels.forward()::has))
                .containsExactlyInAnyOrderElementsOf(Primitives.KEYS);
        assertThat(OpKeys.all().stream().filter(kernels.gradients()::has)).isEmpty();
    }

    @Test
    void isFoundByItsNameAndComputesOnTheCpu() {
        var engine = Engines.named("reference");

        assertThat(engine.name()).isEqualTo("reference");
        assertThat(engine.devices()).containsExactly(Device.CPU);
        assertThat(Tensor.of(1.0).exp().engine()).isSameAs(engine);
    }

    @Test
    void hasTheLowestPriority() {
        assertThat(new ReferenceEngineProvider().priority()).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void canBeChosenForOneThread() {
        var other = new ReferenceEngineProvider().load();

        Engines.with(other, () -> {
            assertThat(Engines.current()).isSameAs(other);
            assertThat(CompletableFuture.supplyAsync(Engines::current).join()).isNotSameAs(other);
            return other;
        });
        assertThat(Engines.current()).isSameAs(Engines.named("reference"));
    }

    @Test
    void resultsStayOnTheEngineOfTheirInputs() {
        var other = new ReferenceEngineProvider().load();
        var x = Engines.with(other, () -> Tensor.of(1.0, 2));

        assertThat(x.mul(x).engine()).isSameAs(other);
        assertThat(x.mul(2).engine()).isSameAs(other);
        assertThatThrownBy(() -> x.add(Tensor.of(1.0)))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("different engines");
    }

    @Test
    void aMissingEngineIsRefusedByName() {
        assertThatThrownBy(() -> Engines.use("absent"))
                .isInstanceOf(EngineException.class)
                .hasMessage("engine 'absent' is not on the classpath; choose one of reference; or " + HOW_TO_ADD);
        assertThat(Engines.current().name()).isEqualTo("reference");
    }

    /** As in a jar with all dependencies whose META-INF/services was overwritten by that of another library. */
    @Test
    void whereNoServiceFileIsFoundTheMessageSaysHowToMergeThem() {
        var thread = Thread.currentThread();
        var loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThat(Engines.names()).isEmpty();
            assertThatThrownBy(() -> Engines.named("absent"))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("engine 'absent' is not on the classpath; " + HOW_TO_ADD);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    @Test
    void theCurrentEngineIsThePreferredOne() {
        assertThat(Engines.preferred()).isEqualTo("reference");
    }

    @Test
    void theEnvironmentVariableChoosesTheEngine() throws IOException, InterruptedException {
        assertThat(chosen("reference")).containsExactly("reference, reference");
        assertThat(chosen("")).containsExactly("reference, reference");
        assertThat(chosen("absent"))
                .containsExactly(
                        "VIREO_ENGINE=absent: engine 'absent' is not on the classpath; choose one of reference;"
                                + " or " + HOW_TO_ADD);
    }

    /** Returns what a process prints that runs with this value of VIREO_ENGINE. */
    private static List<String> chosen(String variable) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Choice.class.getName());
        builder.environment().put(Engines.VARIABLE, variable);
        var process = builder.redirectErrorStream(true).start();
        try (var lines = process.inputReader()) {
            return lines.lines().toList();
        } finally {
            process.waitFor();
        }
    }

    static final class Choice {
        public static void main(String[] arguments) {
            try {
                System.out.println(
                        Engines.preferred() + ", " + Engines.current().name());
            } catch (EngineException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
