package dev.vireo.engine.support;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vireo.tensor.EngineException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NativeFoldersTest {
    private static final String HOME = "user.home";
    private static final String TEMPORARY = "java.io.tmpdir";

    private final String home = System.getProperty(HOME);
    private final String temporary = System.getProperty(TEMPORARY);

    @AfterEach
    void restore() {
        System.setProperty(HOME, home);
        System.setProperty(TEMPORARY, temporary);
    }

    @Test
    void oneOfTheTwoFoldersIsEnough() {
        System.setProperty(HOME, "/nowhere/home");
        assertThatCode(() -> NativeFolders.requireWritable("own")).doesNotThrowAnyException();
    }

    @Test
    void twoFoldersThatCannotBeWrittenAreRefusedInOneLine() {
        System.setProperty(HOME, "/nowhere/home");
        System.setProperty(TEMPORARY, "/nowhere/temporary");
        assertThatThrownBy(() -> NativeFolders.requireWritable("own"))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "engine 'own': cannot unpack its native libraries: neither the home folder /nowhere/home nor"
                                + " the temporary folder /nowhere/temporary can be written; choose another by"
                                + " -Djava.io.tmpdir=DIR (VIREO_JAVA_OPTS for ./vireo)");
    }
}
