package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.api.JobView;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.testkit.PostgresServer.Shutdown;
import dev.godwit.testkit.ProcessClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks that are set by two hours while a job follows its source. */
class ClockIT {

    private static final Duration JUMP = Duration.ofHours(2);
    /** Far below the jump, and long for a machine that does other things too. */
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** On a machine that is busy otherwise what takes a minute may take some. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration LOOK_EACH = Duration.ofMillis(100);

    @TempDir
    static Path data;

    private static Optional<ProcessClock> clock = Optional.empty();
    private static Site site;
    private static RemoteJob job;

    @BeforeAll
    static void start() {
        clock = ProcessClock.ofThreads(data.resolve("clock"));
        assumeTrue(clock.isPresent(), "libfaketime is not to be had");
        site = Site.start(data, clock.orElseThrow());
        job = site.job("clocks", Map.of());
        job.act("start");
        job.awaitCaughtUp();
    }

    @AfterAll
    static void stop() {
        clock.ifPresent(_ -> site.close());
    }

    @AfterEach
    void setRight() {
        clock.orElseThrow().set(Duration.ZERO);
        sourceClock().set(Duration.ZERO);
    }

    private static ProcessClock sourceClock() {
        return site.source().clock().orElseThrow();
    }

    /** Whether Godwit's clock is about so much ahead of the machine's. */
    private static boolean godwitIsAhead(Duration by) {
        Duration off = Duration.between(Instant.now().plus(by), job.view().asOf());
        return off.abs().compareTo(LIMIT) < 0;
    }

    private static void until(String what, BooleanSupplier met) {
        Awaitility.await(what).atMost(PATIENCE).pollInterval(LOOK_EACH).until(() -> {
            assertThat(Senses.implausible(job.view())).isEmpty();
            return met.getAsBoolean();
        });
    }

    private static void godwitGoesBack() {
        // It may still go by the clock of the test before: each process looks once a second.
        until("Godwit goes by the machine's clock", () -> godwitIsAhead(Duration.ZERO));
        clock.orElseThrow().jump(JUMP.negated());
        until("Godwit goes by another clock", () -> godwitIsAhead(JUMP.negated()));
    }

    @Test
    void aContinuousVerificationGoesOnWhenGodwitsClockIsSetBack() {
        var begun = job.rest()
                .post(job.path() + "/verify", Map.of("continuous", true, "tables", new String[] {"item"}))
                .good();
        String path = job.path() + "/verifications/"
                + begun.path("items").get(0).path("id").asString();
        until("a first round", () -> rounds(path) >= 1);
        godwitGoesBack();
        long before = rounds(path);
        until("further rounds", () -> rounds(path) >= before + 2);
        job.rest().post(path + "/stop", Map.of()).good();
        until("an end", () -> job.rest().get(path).good().path("endedAt").isString());
    }

    private static long rounds(String path) {
        var coverage = job.rest().get(path).good().path("coverage");
        assertThat(coverage.path("ageMs").asLong(0)).isBetween(0L, LIMIT.toMillis());
        return coverage.path("rounds").asLong(0);
    }

    @Test
    void aTargetThatWasAwayIsTriedAgainWithinAMinuteWhenGodwitsClockIsSetBack() {
        site.target().stop(Shutdown.IMMEDIATE);
        try {
            until("trouble", () -> job.database("clocks").trouble() != null);
            godwitGoesBack();
        } finally {
            site.target().start();
        }
        until("health", () -> {
            JobView view = job.view();
            return RemoteJob.status(view) == Status.RUNNING && RemoteJob.in(view, Phase.CDC);
        });
    }

    @Test
    void theLagIsNeverBelowZeroAndSoonRightWhereverTheSourcesClockIsSet() {
        for (Duration by : new Duration[] {JUMP, JUMP.negated(), JUMP.negated(), JUMP}) {
            sourceClock().jump(by);
            long[] number = {0};
            until("a commit by the clock as it is now, and no lag of hours", () -> {
                site.source().execute("clocks", "INSERT INTO note VALUES ('now')");
                var lag = job.view().lag();
                return ++number[0] > 20 && lag != null && lag.caughtUp() && lag.lagMs() < LIMIT.toMillis();
            });
        }
        // Rows that came this moment may not be settled yet.
        until("equal", () -> {
            String state = job.verified(Map.of("tables", new String[] {"note"}))
                    .path("state")
                    .asString();
            assertThat(state).isNotEqualTo("DIFFERENT");
            return state.equals("EQUAL");
        });
    }
}
