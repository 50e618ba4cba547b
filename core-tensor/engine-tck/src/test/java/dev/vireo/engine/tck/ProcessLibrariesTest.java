package dev.vireo.engine.tck;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.EngineException;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.EngineProvider;
import dev.vireo.tensor.engine.ProcessLibraries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** On the library that every Java process has loaded. */
@EnabledOnOs(OS.LINUX)
class ProcessLibrariesTest {
    @Test
    void aCopyThatTheProgramHasLoadedIsRefusedInOneLineWithTheWayOut() {
        assertThatThrownBy(() -> ProcessLibraries.requireOnly("libjvm.so", "/elsewhere/", new Provider()))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("engine 'own': this process has loaded /")
                .hasMessageContaining("/libjvm.so already")
                .hasMessageContaining("processes of their own")
                .hasMessageNotContaining("\n");
    }

    @Test
    void theEnginesOwnCopyIsNone() {
        assertThatCode(() -> ProcessLibraries.requireOnly("libjvm.so", "/lib/", new Provider()))
                .doesNotThrowAnyException();
    }

    @Test
    void whatIsNotLoadedIsNone() {
        assertThatCode(() -> ProcessLibraries.requireOnly("libnone_cpu.so", "/elsewhere/", new Provider()))
                .doesNotThrowAnyException();
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
