package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.JobView;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    static final String[] STRICTER = {
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

    private Site site;

    @BeforeEach
    void start() {
        site = Site.start(data);
        for (String database : ALL) {
            site.emptyDatabase(database);
            site.source()
                    .execute(
                            database,
                            "CREATE TABLE item (id int PRIMARY KEY, kind int NOT NULL, name text)",
                            "INSERT INTO item SELECT i, i %% 7, '%s' || i FROM generate_series(1, 500) i"
                                    .formatted(database),
                            "CREATE TABLE other AS SELECT i FROM generate_series(1, 100) i");
        }
        site.target().execute("c", STRICTER);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void goesOnWithFourAndWithTheFifthOnceItIsMended() {
        var job = failsInOne();
        changes();
        job.act("promote", List.of("a", "b"));
        var two = job.await("two completed", view -> statuses(view, "a", "b").equals(Set.of("COMPLETED")));
        assertThat(statuses(two, "d", "e")).isEqualTo(Set.of("RUNNING"));
        assertThat(two.status()).isEqualTo("RUNNING_WITH_ERRORS");

        site.target().execute("c", MENDED);
        job.act("retry", List.of("c"));
        job.await(Status.RUNNING, Phase.CDC);
        assertThat(job.database("c").state()).isEqualTo("Running in CDC");
        job.awaitCaughtUp();
        job.act("promote");
        job.await(Status.COMPLETED);
        ALL.forEach(database -> Proof.equalAndTidy(site.source(), site.target(), database));
    }

    @Test
    void goesOnWithFourOnceTheFifthIsRemoved() {
        var job = failsInOne();
        changes();
        job.act("remove", List.of("c"));
        job.await("removed", view -> view.databases().stream().anyMatch(each -> each.removed()));
        job.await(Status.RUNNING);
        assertThat(Proof.strings(site.source(), "c", "SELECT slot_name FROM pg_replication_slots WHERE database = 'c'"))
                .isEmpty();
        job.awaitCaughtUp();
        job.act("promote");
        job.await(Status.COMPLETED);
        GOOD.forEach(database -> Proof.equalAndTidy(site.source(), site.target(), database));
        Proof.tidy(site.source(), "c");
    }

    private RemoteJob failsInOne() {
        var job = site.job("five", Map.of(), ALL.toArray(String[]::new));
        job.act("start");
        var view = job.await(
                "four in CDC and one failed",
                now -> statuses(now, "c").equals(Set.of("FAILED"))
                        && now.databases().stream()
                                .filter(each -> GOOD.contains(each.source()))
                                .allMatch(each -> each.state().equals("Running in CDC")
                                        && each.lag() != null
                                        && each.lag().waitingForUser()));
        assertThat(view.status()).isEqualTo("RUNNING_WITH_ERRORS");
        var failed = job.database("c");
        assertThat(failed.state()).isEqualTo("Failed in full dump");
        assertThat(Objects.requireNonNull(failed.failure()).found())
                .contains("item")
                .doesNotContain("(kind)=(");
        return job;
    }

    private void changes() {
        ALL.forEach(database -> site.source()
                .execute(
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
