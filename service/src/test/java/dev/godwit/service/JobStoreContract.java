package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Phase;
import dev.godwit.core.Server;
import dev.godwit.core.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of store has to do. */
abstract class JobStoreContract {

    private static final JobStore.Entry BY_ITSELF = JobStore.Entry.of("Something happened");

    /** Opens the same empty store again and again. */
    abstract JobStore open();

    static Job in(Job job, Status status, Phase phase) {
        return job.with(job.databases().stream()
                        .map(database -> database.in(new State(status, phase), Moments.now()))
                        .toList())
                .next();
    }

    @Test
    void remembersWhatServersSaidUntilAnotherMayBeThere() {
        var profile = new Place.Profile("p1");
        var address = new Place.Address("sample://old:1/x");
        try (var store = open()) {
            store.knownServers().seen(profile, new Server("Sample 1", "1.1", "old:1", "x"));
            store.knownServers().seen(address, new Server("Sample 2", "2.0 (packaged)", "old:1", "x"));
            store.knownServers().seen(profile, new Server("Sample 1", "1.2", "old:1", "x"));
        }
        try (var store = open()) {
            var all = List.<Place>of(profile, address, new Place.Open(), new Place.Profile("never"));
            assertThat(store.knownServers().versions(all))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(profile, "1.2", address, "2.0 (packaged)"));
            assertThat(store.knownServers().versions(List.of())).isEmpty();
            store.knownServers().forget(profile);
            assertThat(store.knownServers().versions(all)).containsOnlyKeys(address);
        }
    }

    @Test
    void givesBackWhatItWasGivenAfterReopening() {
        var spec = Samples.with(
                new Throttles(List.of(new Throttles.Window(
                        java.time.LocalTime.of(22, 0),
                        java.time.LocalTime.of(6, 0),
                        new dev.godwit.pipeline.Limit(10, 20),
                        dev.godwit.pipeline.Limit.NONE))),
                Instant.parse("2026-01-02T03:04:05.123456Z"),
                Map.of("team", "shop", "wave", "2"));
        var job = Samples.job(spec);
        var cause = Cause.of(
                Failure.of(CoreFailure.SERVER_UNREACHABLE).found("old:1").build());
        var trouble = new Trouble(3, Instant.parse("2026-01-02T00:00:00Z"), cause);
        var wish = new Wish(Wish.Kind.VALIDATE, new State(Status.STOPPED, Phase.CDC));
        var failed = in(job, Status.FAILED, Phase.FULL_DUMP)
                .with(
                        job.databases().getFirst().id(),
                        each -> each.because(cause)
                                .troubled(trouble)
                                .wishing(wish)
                                .leaving(List.of("a", "b")));
        try (var store = open()) {
            store.add(job, BY_ITSELF);
            store.change(
                    failed,
                    new JobStore.Entry("Failed", failed.databases().getFirst().id(), "stop", new Caller("ada", "r-1")));
            store.note(failed, JobStore.Entry.of("Looked at"));
            store.keep(job.id(), "x", JobStore.Kind.REPORT, "{}");
            store.keep(job.id(), "x", JobStore.Kind.REPORT, "{\"v\":2}");
        }

        try (var store = open()) {
            assertThat(store.find(job.id())).contains(failed);
            assertThat(store.find("shop")).contains(failed);
            assertThat(store.findLive(spec.identity())).contains(failed);
            assertThat(store.kept(job.id(), JobStore.Kind.REPORT))
                    .extracting(JobStore.Kept::document)
                    .containsExactly("{\"v\":2}");
            assertThat(store.timeline(job.id(), 1, 10).items())
                    .extracting(TimelineEntry::text)
                    .containsExactly("Looked at", "Failed", "Something happened");
            assertThat(store.timeline(job.id(), 2, 2).items()).hasSize(1);
            assertThat(store.answered("r-1")).contains(new JobStore.Answered(job.id(), "stop"));
            assertThat(store.answered("r-2")).isEmpty();
            assertThat(store.audit(AuditQuery.all(1, 10)).items())
                    .extracting(AuditEntry::who, AuditEntry::action, AuditEntry::subject)
                    .containsExactly(org.assertj.core.api.Assertions.tuple("ada", "stop", "shop"));
        }
    }

    @Test
    void findsPartsOfTheAuditTrailByWhoDidWhatToWhatAndWhen() {
        try (var store = open()) {
            var noon = Instant.parse("2026-11-21T12:00:00Z");
            for (String line : List.of("ada stop shop", "Bob start 50%_off", "ada start crm", "ÉVA stop shop")) {
                String[] words = line.split(" ", -1);
                store.audit(new AuditEntry(noon, words[0], words[1], words[2], "done", null));
                noon = noon.plusSeconds(60);
            }

            assertThat(found(store, "ada", "", "", null, null)).containsExactly("ada start crm", "ada stop shop");
            assertThat(found(store, "bO", "start", "", null, null)).containsExactly("Bob start 50%_off");
            assertThat(found(store, "ÉVA", "", "SHOP", null, null)).containsExactly("ÉVA stop shop");
            assertThat(found(store, "", "", "%_", null, null)).containsExactly("Bob start 50%_off");
            assertThat(found(store, "", "", "_hop", null, null)).isEmpty();
            assertThat(found(
                            store,
                            "",
                            "",
                            "",
                            Instant.parse("2026-11-21T12:01:00Z"),
                            Instant.parse("2026-11-21T12:03:00Z")))
                    .containsExactly("ada start crm", "Bob start 50%_off");
            var page = store.audit(new AuditQuery("", "stop", "", null, null, 2, 1));
            assertThat(page.total()).isEqualTo(2);
            assertThat(page.items()).extracting(AuditEntry::who).containsExactly("ada");
        }
    }

    private static List<String> found(
            JobStore store,
            String who,
            String action,
            String subject,
            @Nullable Instant from,
            @Nullable Instant until) {
        return store.audit(new AuditQuery(who, action, subject, from, until, 1, 10)).items().stream()
                .map(each -> each.who() + " " + each.action() + " " + each.subject())
                .toList();
    }

    @Test
    void ofTwoChangesToOneVersionTheSecondIsRefusedAndLeavesNoTrace() {
        try (var mine = open();
                var theirs = open()) {
            var job = Samples.job(Samples.SPEC);
            mine.add(job, JobStore.Entry.of("Created"));
            theirs.change(in(job, Status.STARTING, Phase.PREPARING), JobStore.Entry.of("theirs"));

            assertThatThrownBy(() -> mine.change(in(job, Status.ENDING, Phase.PREPARING), JobStore.Entry.of("mine")))
                    .hasMessageContaining("GW-0204");

            assertThat(mine.find(job.id()).orElseThrow().status()).isEqualTo(Status.STARTING);
            assertThat(mine.timeline(job.id(), 1, 10).items())
                    .extracting(TimelineEntry::text)
                    .containsExactly("theirs", "Created");
        }
    }

    @Test
    void ofManyWhoChangeOneVersionAtOnceOneWins() throws InterruptedException {
        try (var store = open()) {
            var job = Samples.job(Samples.SPEC);
            store.add(job, BY_ITSELF);
            var outcomes = java.util.Collections.synchronizedList(new ArrayList<String>());
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 16; i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    try {
                        store.change(in(job, Status.STARTING, Phase.PREPARING), BY_ITSELF);
                        outcomes.add("won");
                    } catch (Failure e) {
                        outcomes.add(e.code().id());
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(outcomes).hasSize(16).containsOnlyOnce("won").contains("GW-0204");
            assertThat(store.timeline(job.id(), 1, 10).total()).isEqualTo(2);
        }
    }

    @Test
    void theSameDatabasesAreMigratedByOneJobAtATime() {
        try (var store = open()) {
            var first = Samples.job(Samples.SPEC);
            store.add(first, BY_ITSELF);

            assertThatThrownBy(() -> store.add(Samples.job("other", Samples.SPEC), BY_ITSELF))
                    .hasMessageContaining("GW-0204");

            store.change(in(first, Status.COMPLETED, Phase.COMPLETING), BY_ITSELF);
            assertThat(store.findLive(Samples.SPEC.identity())).isEmpty();
            store.add(Samples.job("other", Samples.SPEC), BY_ITSELF);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O'Reilly \"the\" `job`; DROP TABLE job; --",
                "день 🐘 日本 👩‍👩‍👧‍👧",
                "a name of far more than sixty-three characters, as long as anybody could ever wish to give to a job",
                "100%_done!",
                " leading and trailing "
            })
    void takesAnyName(String name) {
        try (var store = open()) {
            var spec = Samples.spec("sample://old/" + UUID.randomUUID(), "sample://new/x");
            store.add(Samples.job(name, spec), BY_ITSELF);

            assertThat(store.find(name)).map(Job::name).contains(name);
            assertThat(store.list(query(name.toUpperCase(java.util.Locale.ROOT).substring(0, 4)))
                            .items())
                    .extracting(Job::name)
                    .contains(name);
        }
    }

    private static JobQuery query(String search) {
        return new JobQuery(
                List.of(), Set.of(), Set.of(), Set.of(), Map.of(), search, JobQuery.Sort.NAME, false, 1, 50);
    }

    @Test
    void aDeletedJobLeavesNothingButTheAuditTrail() {
        try (var store = open()) {
            var job = Samples.job(Samples.SPEC);
            store.add(job, BY_ITSELF);
            store.keep(job.id(), "x", JobStore.Kind.REPORT, "{}");
            store.send(new JobStore.Command(job.id(), Action.STOP, ActionOptions.NONE));

            store.remove(job.next(), new JobStore.Entry("Deleted", null, "delete", Caller.LOCAL));

            assertThat(store.find(job.id())).isEmpty();
            assertThat(store.timeline(job.id(), 1, 10).items()).isEmpty();
            assertThat(store.kept(job.id(), JobStore.Kind.REPORT)).isEmpty();
            assertThat(store.audit(AuditQuery.all(1, 10)).items())
                    .extracting(AuditEntry::action)
                    .containsExactly("delete");
        }
    }

    @Test
    void commandsReachTheServerThatOwnsTheJobOnce() {
        try (var store = open()) {
            var job = Samples.job(Samples.SPEC).ownedBy("me");
            store.add(job, BY_ITSELF);
            var options = new ActionOptions(
                    List.of("shop"),
                    new Passwords(new dev.godwit.core.Secret("hunter-two"), null),
                    ActionOptions.EndMode.FORCE,
                    "because",
                    3L,
                    new Caller("ada", "r"));
            store.send(new JobStore.Command(job.id(), Action.END, options));

            assertThat(store.take("another")).isEmpty();
            assertThat(store.take("me")).singleElement().satisfies(command -> {
                assertThat(command.action()).isEqualTo(Action.END);
                assertThat(command.options().databases()).containsExactly("shop");
                assertThat(command.options().override()).isEqualTo("because");
                assertThat(command.options().passwords()).isEqualTo(Passwords.NONE);
            });
            assertThat(store.take("me")).isEmpty();
        }
    }

    @Test
    void seesWhichServersAreThere() {
        try (var store = open()) {
            store.beat("a", "process 1");
            store.beat("b", "process 2");
            store.beat("a", "process 1");
            store.leave("b");

            var beat = store.lastBeat("a").orElseThrow();
            assertThat(beat.age()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
            assertThat(store.lastBeat("b")).isEmpty();
            Bench.await().until(() -> {
                store.beat("a", "process 1");
                return store.lastBeat("a").orElseThrow().at() > beat.at();
            });
            assertThat(store.serverName("a")).contains("process 1");
        }
    }

    @Test
    void findsJobsByWhatTheyAreAndInTheOrderAsked() {
        try (var store = open()) {
            for (int i = 0; i < 30; i++) {
                store.add(many(i), BY_ITSELF);
            }
            var failed = new JobQuery(
                    List.of(),
                    Set.of(Status.FAILED),
                    Set.of(),
                    Set.of(),
                    Map.of("wave", "1"),
                    "",
                    JobQuery.Sort.NAME,
                    true,
                    1,
                    5);

            var page = store.list(failed);

            assertThat(page.total()).isEqualTo(8);
            assertThat(page.items())
                    .extracting(Job::name)
                    .containsExactly("job-29", "job-25", "job-21", "job-17", "job-13");
            assertThat(store.list(failed.at(2, 5)).items())
                    .extracting(Job::name)
                    .containsExactly("job-09", "job-05", "job-01");
            assertThat(store.list(JobQuery.ALL).items()).hasSize(30);
            assertThat(store.list(query("db-7")).items()).extracting(Job::name).containsExactly("job-07");
        }
    }

    private static Job many(int i) {
        var labelled = Samples.spec("sample://old/db-" + i, "sample://new/db-" + i)
                .but(draft -> draft.labels = Map.of("wave", Integer.toString(i % 2)));
        var job = Samples.job("job-%02d".formatted(i), labelled);
        return i % 4 == 1 ? in(job, Status.FAILED, Phase.CDC) : job;
    }
}
