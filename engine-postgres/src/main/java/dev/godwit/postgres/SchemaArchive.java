package dev.godwit.postgres;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The source's definitions in one file of pg_dump's custom format, in the migration's private folder. Read before Godwit
 * changes anything on the source, and kept for every later step and restart; read again where tables are made anew.
 */
final class SchemaArchive {

    private final PostgresSource source;
    private @Nullable ClientTools tools;
    private @Nullable Toc toc;

    SchemaArchive(PostgresSource source) {
        this.source = source;
    }

    Path file() {
        return source.work().resolve("schema.dump");
    }

    private Path fingerprintFile() {
        return source.work().resolve("schema.fingerprint");
    }

    /** The client programs in use. */
    synchronized ClientTools tools() {
        ClientTools found = tools;
        if (found == null) {
            found = ClientTools.find(source.version());
            tools = found;
        }
        return found;
    }

    /** The fingerprint of the tables under which the archive was read; empty when there is none yet. */
    Optional<String> fingerprint() {
        try {
            return Files.exists(fingerprintFile()) && Files.exists(file())
                    ? Optional.of(Files.readString(fingerprintFile()))
                    : Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Reads the archive unless it is there.
     *
     * @throws Failure {@code CATALOG_CHANGED} when the source's tables are not, or no longer, those of the catalog
     */
    synchronized void read(Catalog catalog) {
        if (fingerprint().filter(catalog.fingerprint()::equals).isPresent()) {
            return;
        }
        var fresh = source.work().resolve("schema.dump.new");
        dump(fresh);
        if (!source.catalog().fingerprint().equals(catalog.fingerprint())) {
            throw Failure.of(CoreFailure.CATALOG_CHANGED)
                    .found(
                            "while definitions were read from %s",
                            source.sessions().place())
                    .build();
        }
        try {
            Files.deleteIfExists(fingerprintFile());
            readSettings();
            Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(fingerprintFile(), catalog.fingerprint());
            toc = null;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The next {@link #read} reads anew. */
    synchronized void forget() {
        try {
            Files.deleteIfExists(fingerprintFile());
            toc = null;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The settings of the source's database, as statements; read together with the archive. */
    List<String> databaseSettings() {
        try {
            String text = Files.readString(settingsFile());
            return text.isEmpty() ? List.of() : List.of(text.split("\0", -1));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Path settingsFile() {
        return source.work().resolve("schema.database");
    }

    private void readSettings() throws IOException {
        try (Connection connection = source.sessions().borrow()) {
            List<String> settings =
                    DatabaseSettings.read(connection, source.plan().owner());
            Files.writeString(settingsFile(), String.join("\0", settings));
        } catch (SQLException e) {
            throw Errors.failure("reading the settings of " + source.sessions().place(), e);
        }
    }

    /** Runs pg_dump for the whole database; what is not selected is left out when it is restored. */
    void dump(Path into) {
        var program = new ClientProgram(source.sessions(), "");
        var outcome = program.run(
                tools().pgDump(),
                List.of(
                        "--format=custom",
                        "--compress=0",
                        "--schema-only",
                        "--quote-all-identifiers",
                        "--lock-wait-timeout=60000",
                        "--exclude-schema=\"" + CatalogReader.OWN_SCHEMA + "\"",
                        "--file=" + into));
        if (outcome.status() != 0) {
            throw ClientErrors.failure("pg_dump on " + source.sessions().place(), outcome.errors());
        }
    }

    /** What is in the archive, without Godwit's own publications and event triggers. */
    synchronized Toc toc() {
        Toc known = toc;
        if (known == null) {
            known = list(file());
            toc = known;
        }
        return known;
    }

    Toc list(Path archive) {
        var program = new ClientProgram(source.sessions(), "");
        var outcome = program.run(tools().pgRestore(), List.of("--list", "--verbose", archive.toString()));
        if (outcome.status() != 0) {
            throw ClientErrors.failure("pg_restore --list", outcome.errors());
        }
        return Toc.parse(outcome.lines());
    }

    private static Failure unreadable(IOException e) {
        return OwnFiles.failure("the folder of this migration", e);
    }
}
