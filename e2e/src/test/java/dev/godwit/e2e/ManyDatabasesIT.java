package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.JobView;
import dev.godwit.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job of five databases, one of which fails: the others go on, and it is mended or taken out. */
class ManyDatabasesIT {

    private static final List<String> ALL = List.of("a", "b", "c", "d", "e");
    private static final List<String> GOOD = List.of("a", "b", "d", "e");

    /** Somebody has an idea of their own of what has to be unique: the rows of {@code c} break it. */
    private static final String[] STRICTER = {
        """
            CREATE FUNCTION stricter() RETURNS event_trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF to_regclass('public.item') IS NOT NULL AND to_regclass('public.stricter') IS NULL THEN
                    CREATE UNIQUE INDEX stricter ON public.item (kind);
                END IF;
            END $$""",
        "CREATE EVENT TRIGGER stricter ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION stricter()",
        "ALTER EVENT TRIGGER stricter ENABLE ALWAYS"
    };

    private static final String[] MENDED = {
        "DROP EVENT TRIGGER stricter", "DROP FUNCTION stricter()", "DROP INDEX stricter"
    };

    @TempDir
    Path data;

    private PostgresServer source;
    private PostgresServer target;
    private GodwitService service;

    @BeforeEach
    void start() {
        source = PostgresServer.start(15);
        target = PostgresServer.start(17);
        for (String database : ALL) {
            source.createDatabase(database);
            target.createDatabase(database);
            source.execute(
                    database,
                    "CREATE TABLE item (id int PRIMARY KEY, kind int NOT NULL, name text)",
                    "INSERT INTO item SELECT i, i %% 7, '%s' || i FROM generate_series(1, 500) i".formatted(database),
                    "CREATE TABLE other AS SELECT i FROM generate_series(1, 100) i");
        }
        target.execute("c", STRICTER);
        service = GodwitService.on(data);
        service.profiles(source, target);
    }

    @AfterEach
    void stop() {
        service.close();
        source.close();
        target.close();
    }

    @Test
    void goesOnWithFourAndWithTheFifthOnceItIsMended() {
        failsInOne();
        changes();
        service.act("five", "promote", "a", "b");
        service.await("five", "two completed", view -> statuses(view, "a", "b").equals(Set.of("COMPLETED")));
        assertThat(statuses(service.job("five"), "d", "e")).isEqualTo(Set.of("RUNNING"));
        assertThat(service.job("five").status()).isEqualTo("RUNNING_WITH_ERRORS");

        target.execute("c", MENDED);
        service.act("five", "retry", "c");
        service.await(
                "five",
                "the fifth in CDC",
                view -> service.database("five", "c").state().equals("Running in CDC"));
        service.await("five", "health", view -> view.status().equals("RUNNING"));
        service.act("five", "promote");
        service.awaitState("five", "Completed");
        ALL.forEach(database -> Proof.equalAndTidy(source, target, database));
    }

    @Test
    void goesOnWithFourOnceTheFifthIsRemoved() {
        failsInOne();
        changes();
        service.act("five", "remove", "c");
        service.await("five", "removal", view -> view.databases().stream().anyMatch(each -> each.removed()));
        service.await("five", "health", view -> view.status().equals("RUNNING"));
        assertThat(Proof.strings(source, "c", "SELECT slot_name FROM pg_replication_slots WHERE database = 'c'"))
                .isEmpty();
        service.act("five", "promote");
        service.awaitState("five", "Completed");
        GOOD.forEach(database -> Proof.equalAndTidy(source, target, database));
        Proof.tidy(source, "c");
    }

    private void failsInOne() {
        service.create("five", ALL, "");
        service.act("five", "start");
        service.await(
                "five",
                "four in CDC and one failed",
                view -> statuses(view, "c").equals(Set.of("FAILED"))
                        && view.databases().stream()
                                .filter(each -> GOOD.contains(each.source()))
                                .allMatch(each -> each.state().equals("Running in CDC")
                                        && each.lag() != null
                                        && each.lag().waitingForUser()));
        var job = service.job("five");
        assertThat(job.status()).isEqualTo("RUNNING_WITH_ERRORS");
        var failed = service.database("five", "c");
        assertThat(failed.state()).isEqualTo("Failed in full dump");
        assertThat(Objects.requireNonNull(failed.failure()).found())
                .contains("item")
                .doesNotContain("(kind)=(");
    }

    private void changes() {
        ALL.forEach(database -> source.execute(
                database,
                "UPDATE item SET name = name || '!' WHERE id % 5 = 0",
                "DELETE FROM item WHERE id % 11 = 0",
                "INSERT INTO other VALUES (1000)"));
    }

    private static Set<String> statuses(JobView job, String... databases) {
        return job.databases().stream()
                .filter(each -> List.of(databases).contains(each.source()))
                .map(each -> each.status())
                .collect(Collectors.toSet());
    }
}
