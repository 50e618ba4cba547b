package dev.vireo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.engine.tck.suite.MemorySuite;
import dev.vireo.tensor.Engines;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks that the count of native objects works, by which tests find temporaries that a kernel does not close. */
class NativeObjectsTest {
    @Test
    void areCountedInTests() {
        Engines.named("torch");
        long before = Pointer.totalCount();
        try (var tensor = torch.ones(3)) {
            assertThat(Pointer.totalCount()).isEqualTo(before + 1);
        }
        assertThat(Pointer.totalCount()).isEqualTo(before);
    }

    @TestFactory
    Stream<DynamicTest> noneIsLeftBehindByAnyOperation() {
        return new MemorySuite(Engines.named("torch"), Pointer::totalCount).everything();
    }
}
