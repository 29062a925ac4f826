package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Failure;
import dev.godwit.core.FailureCode;
import dev.godwit.core.Finding;
import dev.godwit.core.Plan;
import dev.godwit.core.Scope;
import dev.godwit.core.Secret;
import dev.godwit.core.Severity;
import dev.godwit.core.Side;
import dev.godwit.core.spi.Check;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Validates in tests as the pipeline does, and sees that nothing changed on either side. */
final class Validator {

    private final PostgresServer source;
    private final PostgresServer target;
    private String database = "postgres";
    private String user = PostgresServer.SUPERUSER;
    private String password;
    private String targetOptions = "";

    Validator(PostgresServer source, PostgresServer target) {
        this.source = source;
        this.target = target;
        this.password = source.password();
    }

    /** On both sides. */
    Validator database(String name) {
        this.database = name;
        return this;
    }

    /** On both sides. */
    Validator user(String name, String itsPassword) {
        this.user = name;
        this.password = itsPassword;
        return this;
    }

    Validator targetOptions(String query) {
        this.targetOptions = query;
        return this;
    }

    /** All findings of all checks. */
    List<Finding> run(Plan plan) {
        String before = state();
        var from = new PostgresSource(
                sessions(source.url(database, user)), plan, Path.of(System.getProperty("java.io.tmpdir")));
        var to = new PostgresTarget(
                sessions(target.url(database, user) + targetOptions),
                plan,
                Path.of(System.getProperty("java.io.tmpdir")));
        var findings = new ArrayList<Finding>();
        var checks = new ArrayList<>(from.checks());
        checks.addAll(to.checks(from));
        for (Check check : checks) {
            findings.addAll(findings(check));
        }
        assertThat(state()).as("both sides after validation").isEqualTo(before);
        return findings;
    }

    private static List<Finding> findings(Check check) {
        try {
            return check.run();
        } catch (Failure e) {
            return List.of(new Finding(e.code(), Severity.FAILED, Side.SOURCE, Scope.INSTANCE, e.found(), e.next()));
        }
    }

    /** The findings with a code; there must be one at least, all of this severity. */
    static List<Finding> with(List<Finding> findings, FailureCode code, Severity severity) {
        List<Finding> found =
                findings.stream().filter(finding -> finding.code().equals(code)).toList();
        assertThat(found)
                .as("findings %s among %s", code.id(), findings)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(severity));
        return found;
    }

    static List<Finding> failed(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.FAILED)
                .toList();
    }

    private Sessions sessions(String url) {
        return new Sessions(AddressParser.parse(url), new Secret(password), "m1");
    }

    /** All catalogs that a migration writes to, and every table's size. */
    private String state() {
        return state(source) + state(target);
    }

    private String state(PostgresServer server) {
        var state = new StringBuilder();
        try (Connection connection = server.connect(database)) {
            for (String query : List.of(
                    "SELECT oid::int8, relname, relreplident, relfilenode::int8 FROM pg_class WHERE oid >= 16384 ORDER BY 1",
                    "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_temp|^pg_toast_temp' ORDER BY 1",
                    "SELECT rolname FROM pg_roles ORDER BY 1",
                    "SELECT datname FROM pg_database ORDER BY 1",
                    "SELECT pubname FROM pg_publication ORDER BY 1",
                    "SELECT slot_name FROM pg_replication_slots ORDER BY 1",
                    "SELECT tgname, tgenabled FROM pg_trigger ORDER BY oid",
                    "SELECT name, setting FROM pg_settings WHERE source = 'configuration file' ORDER BY 1")) {
                state.append(Rows.of(connection, query)).append('\n');
            }
            return state.toString();
        } catch (SQLException e) {
            throw Errors.failure("reading the state", e);
        }
    }
}
