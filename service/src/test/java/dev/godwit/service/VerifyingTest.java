package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Phase;
import dev.godwit.core.Selection;
import dev.godwit.core.Status;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.KeyRange;
import dev.godwit.pipeline.Coverage;
import dev.godwit.pipeline.Limit;
import dev.godwit.pipeline.RowDifference;
import dev.godwit.pipeline.TableVerdict;
import dev.godwit.pipeline.Verification;
import dev.godwit.pipeline.VerifyProgress;
import dev.godwit.service.VerificationRecord.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifications that people ask for, from the request to what is kept of them. */
final class VerifyingTest {

    private static final TableName ORDERS = new TableName("public", "orders");
    private static final String SECRET = "the value of a row";

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder.resolve("d"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Job inCdc(String name, String... databases) {
        var job = bench.started(name, databases);
        for (String database : databases) {
            Bench.await()
                    .ignoreExceptions()
                    .until(() -> bench.run(job, database).order() != null);
            bench.run(job, database).journal().phase(Phase.CDC);
        }
        return bench.now(job);
    }

    private VerificationRecord asked(Job job, boolean values, String... databases) {
        var ask = new VerifyAsk(List.of(databases), Selection.ALL, KeyRange.ALL, values, false, false, Limit.NONE);
        return bench.service
                .verify(job.name(), ask, Passwords.NONE, new Caller("alice", null))
                .getFirst();
    }

    private ScriptedRunner.Verifying begun(int number) {
        Bench.await().until(() -> bench.runner.verifications.size() >= number);
        return bench.runner.verifications.get(number - 1);
    }

    private VerificationRecord over(Job job, VerificationRecord record) {
        Bench.await()
                .until(() -> !bench.service
                        .verification(job.id(), record.id())
                        .state()
                        .active());
        return bench.service.verification(job.id(), record.id());
    }

    private static Verification found(TableVerdict.Verdict verdict) {
        boolean differs = verdict == TableVerdict.Verdict.DIFFERENT;
        var row = new RowDifference(
                RowDifference.Kind.CHANGED,
                List.of(new RowDifference.Part("id", "7")),
                List.of("body"),
                1,
                List.of(new RowDifference.Values("body", SECRET, null)));
        var table = new TableVerdict(
                ORDERS,
                verdict,
                10,
                10,
                0,
                0,
                differs ? 1 : 0,
                0,
                2,
                differs ? List.of(row) : List.of(),
                Duration.ZERO,
                "");
        return new Verification(
                Instant.EPOCH,
                Duration.ofSeconds(1),
                Verification.Footing.FOLLOWED,
                false,
                List.of(table),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void keepsWhatDiffersByKeyAndColumnAndNeverTheValues() throws IOException {
        var job = inCdc("orders", "a");
        var asked = asked(job, true);
        var running = begun(1);
        running.listener().progress(new VerifyProgress(0, 1, 5, 10, 50, 100, 5, 50, null, 1, 0));
        assertThat(bench.service.verification(job.id(), asked.id()).progress())
                .extracting(VerificationRecord.Progress::rows)
                .isEqualTo(5L);
        running.result().complete(found(TableVerdict.Verdict.DIFFERENT));

        var over = over(job, asked);
        assertThat(over.state()).isEqualTo(State.DIFFERENT);
        assertThat(over.who()).isEqualTo("alice");
        assertThat(bench.service.verified(over))
                .extracting(VerificationRecord.Line::verdict)
                .containsExactly("DIFFERENT");
        var rows = bench.service.differences(over, "", "", 1, 10);
        assertThat(rows.items()).hasSize(1).first().satisfies(row -> {
            assertThat(row.key()).containsExactly(new VerificationRecord.Part("id", "7"));
            assertThat(row.columns()).containsExactly("body");
        });
        assertThat(bench.service.differences(over, "", "MISSING", 1, 10).items())
                .isEmpty();
        Bench.await().until(() -> bench.service.values(over).isPresent());
        assertThat(bench.service.timeline(job.id(), 1, 50).items())
                .extracting(TimelineEntry::text)
                .contains("Verification requested, with values")
                .anyMatch(text -> text.startsWith("Verified: 1 of 1 tables differ"));
        for (String file : List.of("godwit.db", "godwit.db-wal")) {
            assertThat(new String(
                            Files.readAllBytes(bench.data.root().resolve(file)),
                            java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void keepsNoValuesThatNobodyAskedFor() {
        var job = inCdc("orders", "a");
        var asked = asked(job, false);
        assertThat(begun(1).what().values()).isFalse();
        begun(1).result().complete(found(TableVerdict.Verdict.DIFFERENT));

        assertThat(bench.service.values(over(job, asked))).isEmpty();
    }

    @Test
    void comparesOneDatabaseOnceAtATime() {
        var job = inCdc("two", "a", "b");
        asked(job, false, "a");
        assertThatThrownBy(() -> asked(job, false, "a")).hasMessageContaining("is being verified");
        asked(job, false, "b");
        begun(2).result().complete(found(TableVerdict.Verdict.EQUAL));
    }

    @Test
    void isAllowedOnceAllRowsAreOnTheTarget() {
        var job = bench.started("orders", "a");
        bench.run(job, "a").journal().phase(Phase.FULL_DUMP);
        assertThatThrownBy(() -> asked(job, false)).hasMessageContaining("not all rows are on the target yet");
        bench.run(job, "a").journal().phase(Phase.CDC);
        bench.finish(job, "a", dev.godwit.pipeline.Report.Outcome.EQUAL, Status.COMPLETED);
        var asked = asked(job, false);
        begun(1).result().complete(found(TableVerdict.Verdict.EQUAL));
        assertThat(over(job, asked).state()).isEqualTo(State.EQUAL);
        assertThat(bench.now(job).status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void endsOnRequestAndBeforeAPromotionGoesOn() {
        var job = inCdc("orders", "a");
        var asked = asked(job, false);
        bench.service.stopVerification(job.name(), asked.id(), Caller.LOCAL);
        assertThat(begun(1).control().stopRequested()).isTrue();
        begun(1).result().complete(found(TableVerdict.Verdict.EQUAL));
        over(job, asked);

        asked(job, false);
        begun(2);
        bench.run(job, "a").journal().phase(Phase.PROMOTING);
        assertThat(begun(2).control().stopRequested()).isTrue();
    }

    @Test
    void isStoppedAndHasNotFailedWhenItsSessionsEndWithTheStop() {
        var job = inCdc("orders", "a");
        var asked = asked(job, false);
        var verifying = begun(1);
        bench.service.stopVerification(job.name(), asked.id(), Caller.LOCAL);
        fail(verifying, CoreFailure.SERVER_UNREACHABLE);
        assertThat(over(job, asked).state()).isEqualTo(State.STOPPED);
    }

    @Test
    void triesAgainWhatClearsByItselfAndSaysWhyItFailed() {
        var job = inCdc("orders", "a");
        var asked = asked(job, false);
        fail(begun(1), CoreFailure.SERVER_UNREACHABLE);
        fail(begun(2), CoreFailure.CATALOG_CHANGED);

        var over = over(job, asked);
        assertThat(over.state()).isEqualTo(State.FAILED);
        assertThat(over.failure()).extracting(Cause::code).isEqualTo("GW-0301");
    }

    private static void fail(ScriptedRunner.Verifying verifying, CoreFailure code) {
        verifying.result().completeExceptionally(Failure.of(code).found("so").build());
    }

    @Test
    void isBegunAnewByTheServerThatTakesTheJobOver() throws IOException {
        var job = inCdc("orders", "a");
        var asked = asked(job, false);
        begun(1);
        var runner = new ScriptedRunner();
        var next = afterACrash(runner);

        Bench.await().until(() -> !runner.verifications.isEmpty());
        assertThat(next.verification(job.id(), asked.id()).state().active()).isTrue();
        runner.verifications.getFirst().result().complete(found(TableVerdict.Verdict.EQUAL));
        Bench.await().until(() -> next.verification(job.id(), asked.id()).state() == State.EQUAL);
        assertThat(next.timeline(job.id(), 1, 50).items())
                .extracting(TimelineEntry::text)
                .contains("Server started again; verifies from the beginning");
    }

    @Test
    void aContinuousOneTellsAtOnceWhatDiffersAndRestsWhileNothingIsFollowed() {
        var job = inCdc("orders", "a");
        var ask = new VerifyAsk(List.of(), Selection.ALL, KeyRange.ALL, false, false, true, new Limit(7, 8));
        var asked = bench.service
                .verify(job.name(), ask, Passwords.NONE, Caller.LOCAL)
                .getFirst();
        var first = begun(1);
        assertThat(first.what().forever()).isTrue();
        assertThat(first.control().limit()).isEqualTo(new Limit(7, 8));
        asked(job, false);
        begun(2).result().complete(found(TableVerdict.Verdict.EQUAL));

        first.listener().table(found(TableVerdict.Verdict.DIFFERENT).tables().getFirst());
        first.listener().coverage(new Coverage(4, 3, 0, null, 12, null));
        assertThat(bench.service.verification(job.id(), asked.id()).coverage())
                .isEqualTo(new VerificationRecord.Coverage(4, 3, 0, null, 12, 1, null));
        assertThat(bench.service.differences(asked, "", "", 1, 10).items()).hasSize(1);
        first.listener().table(found(TableVerdict.Verdict.EQUAL).tables().getFirst());
        assertThat(bench.service.verified(asked)).isEmpty();
        assertThat(bench.service.timeline(job.id(), 1, 50).items())
                .extracting(TimelineEntry::text)
                .contains("public.orders differs: 0 rows missing, 0 extra, 1 changed", "public.orders is equal again");

        bench.run(job, "a").journal().phase(Phase.PROMOTING);
        assertThat(first.control().stopRequested()).isTrue();
        first.result().complete(found(TableVerdict.Verdict.EQUAL));
        bench.run(job, "a").journal().phase(Phase.CDC);
        var again = begun(3);
        bench.service.stopVerification(job.name(), asked.id(), Caller.LOCAL);
        again.result().complete(found(TableVerdict.Verdict.EQUAL));
        assertThat(over(job, asked).state()).isEqualTo(State.EQUAL);
    }

    /** A server on the data that this one would leave if it died now. */
    private MigrationService afterACrash(ScriptedRunner runner) throws IOException {
        Path copy = folder.resolve("crashed");
        Files.createDirectories(copy);
        for (String file : List.of("godwit.db", "godwit.db-wal")) {
            Files.copy(bench.data.root().resolve(file), copy.resolve(file));
        }
        return bench.open(DataFolder.at(copy), runner);
    }

    @Test
    void wantsOneTableForARangeOfKeys() {
        var job = inCdc("orders", "a");
        var range = new KeyRange(List.of("1"), List.of("9"));
        var ask = new VerifyAsk(List.of(), Selection.ALL, range, false, false, false, Limit.NONE);
        assertThatThrownBy(() -> bench.service.verify(job.name(), ask, Passwords.NONE, Caller.LOCAL))
                .hasMessageContaining("a range of keys is of one table");
    }
}
