package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.OwnFiles;
import dev.godwit.core.Plan;
import dev.godwit.core.Scope;
import dev.godwit.core.Severity;
import dev.godwit.core.Side;
import dev.godwit.core.spi.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes all definitions in a database of its own on the target and says which it refuses, before anything is moved. Owners
 * and grants are left to the checks of roles; subscriptions are not tried, since they reach other servers.
 */
final class ScratchRestore implements Check {

    private static final Pattern ROLE_MISSING = Pattern.compile("role \".*\" does not exist");

    private final PostgresTarget target;
    private final PostgresSource source;

    ScratchRestore(PostgresTarget target, PostgresSource source) {
        this.target = target;
        this.source = source;
    }

    @Override
    public String name() {
        return "definitions tried on the target";
    }

    @Override
    public List<Finding> run() {
        var archive = new SchemaArchive(source);
        Path file = temporary();
        try (Connection connection = target.sessions().borrow()) {
            if (!TargetRights.probe(connection).createDatabase()) {
                return List.of(StructureFindings.warning(
                        PostgresFailure.SCRATCH_NOT_POSSIBLE,
                        "user %s may not create a database on %s",
                        target.sessions().address().user(),
                        target.sessions().address().hostAndPort()));
            }
            archive.dump(file);
            return attempt(archive, file);
        } catch (Failure e) {
            if (e.code() == PostgresFailure.PG_DUMP_MISSING) {
                return List.of(); // a check of its own says so
            }
            throw e;
        } catch (SQLException e) {
            throw Errors.failure("trying definitions on " + target.sessions().place(), e);
        } finally {
            delete(file);
        }
    }

    private List<Finding> attempt(SchemaArchive archive, Path file) throws SQLException {
        Toc toc = selected(archive.list(file));
        try (var scratch =
                ScratchDatabase.create(target.sessions(), source.plan().id())) {
            var restore = new Restore(archive.tools(), file, scratch.sessions(), Plan.Owner.NONE, false);
            var findings = new ArrayList<Finding>(findings(restore.run(toc.entries()), toc));
            findings.addAll(renamed(scratch.sessions()));
            return findings;
        }
    }

    /** What a definition takes along that was not selected by itself shows only here. */
    private List<Finding> renamed(Sessions scratch) throws SQLException {
        try (Connection connection = scratch.open()) {
            connection.setAutoCommit(false);
            new SchemaNames(source.plan()).give(connection);
            return List.of();
        } catch (Failure e) {
            boolean known = e.code() == PostgresFinding.SCHEMA_NOT_SELECTED
                    || e.code() == PostgresFinding.SCHEMA_NAME_RESERVED; // a check of its own says so
            return known
                    ? List.of()
                    : List.of(new Finding(e.code(), Severity.FAILED, Side.TARGET, Scope.DATABASE, e.found(), e.next()));
        }
    }

    private Toc selected(Toc toc) throws SQLException {
        try (Connection connection = source.sessions().borrow()) {
            SourceFacts facts = SourceFacts.read(connection, source.version());
            var left = new HashSet<Integer>();
            for (TocEntry entry : toc.entries()) {
                if (entry.kind() == TocKind.SUBSCRIPTION || entry.kind().stage() == Stage.NEVER) {
                    left.add(entry.id());
                }
            }
            return SelectedDefinitions.of(
                    toc.without(left), facts, source.plan().selection());
        }
    }

    private static List<Finding> findings(List<RestoreError> errors, Toc toc) {
        var findings = new ArrayList<Finding>();
        for (RestoreError error : errors) {
            if (!ROLE_MISSING.matcher(error.message()).find()) {
                findings.add(finding(error, toc));
            }
        }
        return findings;
    }

    private static Finding finding(RestoreError error, Toc toc) {
        boolean needed = StructureFindings.needed(error, toc);
        PostgresFailure code = needed ? PostgresFailure.DEFINITION_REFUSED : PostgresFailure.DEFINITION_LEFT_OUT;
        Severity severity = needed ? Severity.FAILED : Severity.WARNING;
        return new Finding(
                code, severity, Side.TARGET, Scope.DATABASE, StructureFindings.words(error, toc), code.advice());
    }

    private Path temporary() {
        try {
            return Files.createTempFile(source.work(), "scratch", ".dump");
        } catch (IOException e) {
            throw OwnFiles.failure("an archive of definitions", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
