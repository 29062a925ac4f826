package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.FailureView;
import dev.godwit.api.JobView;
import dev.godwit.e2e.ChaosPlan.Side;
import dev.godwit.e2e.ChaosPlan.Stage;
import dev.godwit.e2e.ChaosPlan.Strike;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * One migration under faults, from its start to the life on the target. Nobody touches the job but to start it, to promote it,
 * and to resume it after a failure that only a person can mend.
 */
final class ChaosRun {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_EACH = Duration.ofMillis(50);
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final int PROMOTIONS = 12;
    private static final Pattern CHANGED_MEANWHILE = Pattern.compile("GW-0256|GW-0204");

    private final ChaosOptions options;
    private final ChaosPlan plan;
    private final ChaosLog log;
    private final ChaosSite site;
    private final ChaosStrikes strikes;
    /** What to do when the job fails, by the codes that are to be expected by now. */
    private final Map<String, String> remedies = new HashMap<>();

    ChaosRun(ChaosOptions options, ChaosPlan plan, ChaosLog log, ChaosSite site) {
        this.options = options;
        this.plan = plan;
        this.log = log;
        this.site = site;
        this.strikes = new ChaosStrikes(site);
    }

    /** @param data folder of Godwit's */
    static void run(ChaosOptions options, ChaosLog log, Path data) throws SQLException {
        var plan = new ChaosPlan(options.seed(), options.faults(), options.clocks());
        log.say("%s", options.command());
        plan.strikes().forEach(strike -> log.say("planned %s", strike));
        try (var site = new ChaosSite(options, data);
                var load = new ChaosLoad(site, options)) {
            var run = new ChaosRun(options, plan, log, site);
            try {
                run.migrate(load);
                run.prove(load);
            } catch (SQLException | RuntimeException | AssertionError e) {
                log.say("%s", load.told());
                log.say("The job: %s", run.told());
                throw e;
            }
        }
    }

    private String told() {
        try {
            return site.job().told();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private void migrate(ChaosLoad load) throws SQLException {
        List<String> identities = Proof.identities(site.source(), ChaosSite.DATABASE);
        site.godwit
                .rest()
                .create(Map.of(
                        "name",
                        ChaosSite.JOB,
                        "source",
                        Site.SOURCE,
                        "target",
                        Site.TARGET,
                        "databases",
                        List.of(ChaosSite.DATABASE),
                        "roles",
                        true,
                        "fence",
                        "close",
                        "parallelism",
                        "2",
                        "throttles",
                        List.of(Map.of("dump", Map.of("rowsPerSecond", 6000)))));
        site.job().act("start");
        strikeIn(Stage.FULL_DUMP);
        letDumpGo();
        strikeIn(Stage.BUILDING_INDEXES);
        await("CDC", view -> reached(view, Stage.CDC));
        load.awaitCommits();
        strikeIn(Stage.CDC);
        load.changeAllTypes();
        load.bigTransaction(0);
        for (int i = 1; log.passed().compareTo(options.atLeast()) < 0; i++) {
            strike(plan.further());
            load.bigTransaction(i);
        }
        health();
        load.awaitCommits();
        promote();
        List<String> after = Proof.identities(site.source(), ChaosSite.DATABASE);
        assertThat(after)
                .as("replica identities of the source")
                .filteredOn(table -> !ChaosLoad.isLater(table))
                .isEqualTo(identities);
        assertThat(after).filteredOn(ChaosLoad::isLater).isNotEmpty().allMatch(table -> table.endsWith(" d"));
    }

    /** Whatever happens changes the job, and an edit of what it was is refused. */
    private void letDumpGo() {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsMatching(refused ->
                        CHANGED_MEANWHILE.matcher(refused.getMessage()).find())
                .until(() -> {
                    site.job().edit(Map.of("throttles", List.of())).good();
                    return true;
                });
    }

    private void strikeIn(Stage stage) throws SQLException {
        for (Strike strike : plan.strikes(stage)) {
            await(stage.toString(), view -> reached(view, stage));
            strike(strike);
        }
    }

    private void strike(Strike strike) throws SQLException {
        ChaosStrikes.letPass(strike.after());
        String state = site.job().state();
        strike.fault().codes().forEach(code -> remedies.put(code, strike.fault().remedy()));
        log.say("%s, %s: %s", strike.fault(), strike.side(), strike.fault().meaning());
        if (strikes.happens(strike)) {
            log.happened(strike.fault());
            log.say("  happened while it was %s; is %s", state, site.job().state());
        } else {
            log.say("  did not come about");
        }
        if (strike.healthy()) {
            health();
        }
    }

    private static boolean reached(JobView view, Stage stage) {
        return view.status().equals("COMPLETED")
                || Stage.valueOf(stageOf(view.phase())).compareTo(stage) >= 0;
    }

    private static String stageOf(String phase) {
        return switch (phase) {
            case "BUILDING_INDEXES", "CDC", "PROMOTING" -> phase;
            case "COMPLETING" -> "PROMOTING";
            case "FULL_DUMP" -> phase;
            default -> throw new IllegalStateException(phase);
        };
    }

    /** By itself, unless the cause is one of those that were to be expected. */
    private void health() {
        var view = await(
                "health", job -> job.status().equals("RUNNING") || job.status().equals("COMPLETED"));
        log.say("  is %s", view.state());
    }

    private void promote() throws SQLException {
        var left = plan.strikes(Stage.PROMOTING).iterator();
        for (int i = 0; i < PROMOTIONS; i++) {
            await("ready", view -> view.waitingForUser() && view.status().equals("RUNNING"));
            log.say("promote");
            site.job().act("promote");
            if (left.hasNext()) {
                strike(left.next());
            }
            if (completes()) {
                log.say("promoted");
                return;
            }
            log.say("  was not promoted, and goes on in CDC");
        }
        throw new AssertionError("not promoted in " + PROMOTIONS + " attempts");
    }

    /** Either it is done, or it stays in CDC and waits to be asked again. */
    private boolean completes() {
        long[] since = {0};
        var view = await("a promotion's end", job -> {
            boolean back = job.waitingForUser() && job.status().equals("RUNNING");
            since[0] = back ? (since[0] == 0 ? System.nanoTime() : since[0]) : 0;
            return job.status().equals("COMPLETED") || (back && System.nanoTime() - since[0] > SETTLED.toNanos());
        });
        return view.status().equals("COMPLETED");
    }

    private JobView await(String what, Predicate<JobView> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JobView view = site.job().view();
            assertThat(Senses.implausible(view))
                    .as("what the job says of itself")
                    .isEmpty();
            if (view.status().equals("FAILED")) {
                mend(view);
            } else if (begun(view) && wanted.test(view)) {
                return view;
            }
            ChaosStrikes.letPass(LOOK_EACH);
        }
        throw new AssertionError("no " + what + " within " + PATIENCE);
    }

    private static boolean begun(JobView view) {
        return view.status().equals("COMPLETED")
                || Set.of("FULL_DUMP", "BUILDING_INDEXES", "CDC", "PROMOTING", "COMPLETING")
                        .contains(view.phase());
    }

    private void mend(JobView view) {
        String code = view.databases().stream()
                .map(database -> database.failure())
                .filter(Objects::nonNull)
                .map(FailureView::code)
                .findFirst()
                .orElse("no code");
        String remedy = remedies.get(code);
        if (remedy == null) {
            throw new AssertionError("failed with " + code + ", which was not to be expected: " + view.state());
        }
        log.say("  %s with %s, as expected; %s", view.state(), code, remedy);
        log.mended(code);
        site.job().act(remedy);
    }

    private void prove(ChaosLoad load) throws SQLException {
        Proof.equalAndTidy(site.source(), site.target, ChaosSite.DATABASE);
        log.say("source and target are equal, and nothing is left on either");
        assertThat(load.violations(site.server(Side.TARGET)))
                .as("the ledger on the target")
                .isEmpty();
        site.use(site.target);
        load.awaitCommits();
        load.close();
        assertThat(load.violations(site.target))
                .as("the ledger after life on the target")
                .isEmpty();
        assertThat(load.failures()).as("what applications were refused").isEmpty();
        log.say("the ledger is right; %s", load.told());
    }
}
