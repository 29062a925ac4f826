package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientToolsTest {

    @TempDir
    private Path folder;

    @Test
    void takesTheLowestThatIsNotOlderThanTheSource() throws IOException {
        var folders = new LinkedHashSet<>(List.of(installed(18), installed(13), installed(15), installed(16)));

        ClientTools tools = ClientTools.find(new ServerVersion(140_024, "14.24"), folders);

        assertThat(tools.major()).isEqualTo(15);
        assertThat(tools.pgDump()).isEqualTo(folder.resolve("15/bin/pg_dump"));
        assertThat(tools.pgRestore()).isEqualTo(folder.resolve("15/bin/pg_restore"));
    }

    @Test
    void saysWhatIsThereAndWhatToInstall() throws IOException {
        var folders = Set.of(installed(15));

        assertThatThrownBy(() -> ClientTools.find(new ServerVersion(170_011, "17.11"), folders))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(PostgresFailure.PG_DUMP_MISSING);
                    assertThat(failure.found())
                            .contains("the source is PostgreSQL 17", "found only pg_dump 15 (" + folder);
                    assertThat(failure.next()).contains("Install postgresql-client-17 or newer", "GODWIT_PG_CLIENTS");
                });
    }

    @Test
    void saysThatNothingIsThere() {
        assertThatThrownBy(() -> ClientTools.find(new ServerVersion(150_018, "15.18"), Set.of(folder)))
                .hasMessageContaining("no pg_dump is installed");
    }

    @Test
    void passesOverAPairOfDifferentVersionsAndWhatDoesNotRun() throws IOException {
        Path mixed = installed(15);
        program(mixed.resolve("pg_restore"), "echo 'pg_restore (PostgreSQL) 14.2'");
        Path broken = installed(16);
        program(broken.resolve("pg_dump"), "exit 3");

        assertThatThrownBy(() -> ClientTools.find(
                        new ServerVersion(140_000, "14.0"), new LinkedHashSet<>(List.of(mixed, broken))))
                .hasMessageContaining("no pg_dump is installed");
    }

    @Test
    void asksNoFurtherOnceTheSourcesOwnVersionIsFound() throws IOException {
        Path asked = folder.resolve("asked");
        Path further = installed(18);
        program(further.resolve("pg_dump"), "touch " + asked);
        var folders = new LinkedHashSet<>(List.of(installed(17), installed(15), further));

        assertThat(ClientTools.find(new ServerVersion(150_018, "15.18"), folders)
                        .major())
                .isEqualTo(15);
        assertThat(asked).doesNotExist();
    }

    @Test
    void passesOverDebiansWrapper() throws IOException {
        Path wrapper = folder.resolve("pg_wrapper");
        program(wrapper, "echo 'pg_dump (PostgreSQL) 15.3'");
        Files.createSymbolicLink(folder.resolve("pg_dump"), wrapper);
        Files.createSymbolicLink(folder.resolve("pg_restore"), wrapper);

        assertThatThrownBy(() -> ClientTools.find(new ServerVersion(150_018, "15.18"), Set.of(folder)))
                .hasMessageContaining("no pg_dump is installed");
    }

    @Test
    void looksWhereTheVariableAndTheCacheSay() throws IOException {
        Path cached = folder.resolve(".cache/godwit/pg-client/17/bin");
        Files.createDirectories(cached);

        var folders = ClientTools.folders(
                Map.of("GODWIT_PG_CLIENTS", "/one" + File.pathSeparator + "/two", "PATH", "/three"), folder);

        assertThat(folders)
                .contains(Path.of("/one"), Path.of("/one/bin"), Path.of("/two"), Path.of("/three"), cached)
                .startsWith(Path.of("/one"));
    }

    private Path installed(int major) throws IOException {
        Path bin = folder.resolve(major + "/bin");
        Files.createDirectories(bin);
        for (String name : List.of("pg_dump", "pg_restore")) {
            program(bin.resolve(name), "echo '" + name + " (PostgreSQL) " + major + ".3 (Debian " + major + ".3-1)'");
        }
        return bin;
    }

    private static void program(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
