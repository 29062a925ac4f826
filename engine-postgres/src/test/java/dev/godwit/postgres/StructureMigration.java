package dev.godwit.postgres;

import dev.godwit.core.Catalog;
import dev.godwit.core.Finding;
import dev.godwit.core.Mode;
import dev.godwit.core.Option;
import dev.godwit.core.Plan;
import dev.godwit.core.Secret;
import dev.godwit.core.Selection;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The steps of moving definitions from one test server to another, without rows. */
final class StructureMigration implements AutoCloseable {

    final PostgresSource source;
    final PostgresTarget target;
    final TargetProgress progress;

    StructureMigration(PostgresServer from, String database, PostgresServer to, String targetDatabase, Path work) {
        this(
                from.url(database),
                from.password(),
                to.url(targetDatabase),
                to.password(),
                plan(Selection.ALL, false, Plan.Owner.KEEP),
                work);
    }

    StructureMigration(String from, String fromPassword, String to, String toPassword, Plan plan, Path work) {
        var secret = new Secret(fromPassword);
        source = new PostgresSource(new Sessions(AddressParser.parse(from), secret, plan.id()), plan, work);
        var sessions = new Sessions(AddressParser.parse(to), new Secret(toPassword), plan.id());
        target = new PostgresTarget(sessions, plan, work);
        progress = (TargetProgress) target.progress();
        progress.establish();
        progress.takeOver();
    }

    static Plan plan(Selection selection, boolean roles, Plan.Owner owner) {
        return new Plan(
                "structure",
                Mode.ONLINE,
                Option.MIGRATE,
                selection,
                4,
                Plan.ExistingTarget.FAIL,
                Plan.Promote.AUTO,
                Plan.Fence.CHECK,
                roles,
                owner,
                Plan.Keyless.FULL);
    }

    PostgresStructure structure() {
        return new PostgresStructure(source, target, progress);
    }

    List<Finding> moveAll() {
        PostgresStructure structure = structure();
        Catalog catalog = source.catalog();
        structure.read(catalog);
        var findings = new ArrayList<Finding>(structure.create(catalog));
        findings.addAll(structure.buildIndexes(catalog, () -> 4, built -> {}));
        findings.addAll(structure.buildConstraints(catalog, () -> 4, built -> {}));
        structure.beforeSwitch(catalog);
        findings.addAll(structure.complete(catalog));
        return findings;
    }

    List<Finding> compare() {
        return structure().compare(source.catalog());
    }

    @Override
    public void close() {
        target.close();
        source.close();
    }
}
