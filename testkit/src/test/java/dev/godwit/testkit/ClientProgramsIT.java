package dev.godwit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientProgramsIT {

    @ParameterizedTest
    @ValueSource(ints = {10, 17})
    void dumpAndRestoreOfThatVersionRun(int major) throws Exception {
        Path folder = ClientPrograms.atLeast(major);

        for (String program : List.of("pg_dump", "pg_restore", "psql")) {
            var process = new ProcessBuilder(folder.resolve(program).toString(), "--version").start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            assertThat(Integer.parseInt(version.replaceAll("(?s).*?\\) (\\d+).*", "$1")))
                    .as(version)
                    .isGreaterThanOrEqualTo(major);
        }
    }

    @Test
    void saysWhatToInstallWhenThereIsNone() {
        assertThatThrownBy(() -> ClientPrograms.atLeast(99))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("postgresql-client-99");
    }
}
