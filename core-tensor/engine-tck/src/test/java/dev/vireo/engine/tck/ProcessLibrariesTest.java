package dev.vireo.engine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.engine.support.ProcessLibraries;
import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.Engines;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.EngineProvider;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Uses libjvm, which every Java process has loaded. */
@EnabledOnOs(OS.LINUX)
class ProcessLibrariesTest {
    private static final String LIBRARY = "libtck";

    @Test
    void aCopyThatTheProgramHasLoadedIsRefusedInOneLineWithASolution() {
        assertThatThrownBy(() -> ProcessLibraries.requireOnly("libjvm.so", "/elsewhere/", new Provider()))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("engine 'own': this process has loaded /")
                .hasMessageContaining("/libjvm.so already")
                .hasMessageContaining("processes of their own")
                .hasMessageNotContaining("\n");
    }

    @Test
    void theEnginesOwnCopyIsAccepted() {
        assertThatCode(() -> ProcessLibraries.requireOnly("libjvm.so", "/lib/", new Provider()))
                .doesNotThrowAnyException();
    }

    @Test
    void aLibraryThatIsNotLoadedIsAccepted() {
        assertThatCode(() -> ProcessLibraries.requireOnly("libnone_cpu.so", "/elsewhere/", new Provider()))
                .doesNotThrowAnyException();
    }

    @Test
    void afterAFailedLoadAnotherEngineCanLoadTheLibrary() {
        var engine = Engines.named("reference");
        assertThatThrownBy(
                        () -> ProcessLibraries.load(LIBRARY, "libnone.so", new Provider(), ProcessLibrariesTest::fail))
                .hasMessage("no natives for this system");

        assertThat(ProcessLibraries.load(LIBRARY, "libnone.so", another(), () -> engine))
                .isSameAs(engine);
        assertThatThrownBy(() -> ProcessLibraries.load(LIBRARY, "libnone.so", new Provider(), () -> engine))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("each bring a libtck of their own");
        assertThatThrownBy(() -> ProcessLibraries.load(LIBRARY, "libnone.so", another(), ProcessLibrariesTest::fail))
                .hasMessage("no natives for this system");
        assertThatThrownBy(() -> ProcessLibraries.load(LIBRARY, "libnone.so", new Provider(), () -> engine))
                .as("loaded once")
                .isInstanceOf(EngineException.class);
    }

    @Test
    void aLoadThatFailsAfterLoadingTheLibraryExcludesOtherEngines() {
        var engine = Engines.named("reference");
        assertThatThrownBy(
                        () -> ProcessLibraries.load(LIBRARY, "libjvm.so", new Provider(), ProcessLibrariesTest::fail))
                .hasMessage("no natives for this system");

        assertThatThrownBy(() -> ProcessLibraries.load(LIBRARY, "libjvm.so", another(), () -> engine))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("a process takes one");
        assertThat(ProcessLibraries.load(LIBRARY, "libjvm.so", new Provider(), () -> engine))
                .isSameAs(engine);
    }

    @AfterEach
    void forget() {
        System.clearProperty("vireo.loaded." + LIBRARY);
    }

    private static Engine fail() {
        throw new EngineException("no natives for this system");
    }

    /** Returns a provider whose class was loaded from elsewhere, as from another jar. */
    private static EngineProvider another() {
        return (EngineProvider) Proxy.newProxyInstance(
                EngineProvider.class.getClassLoader(),
                new Class<?>[] {EngineProvider.class},
                (proxy, method, arguments) -> "another");
    }

    private static final class Provider implements EngineProvider {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public Engine load() {
            throw new UnsupportedOperationException("announces only");
        }
    }
}
