package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Mode;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Status;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.Progress.Waiting;
import dev.godwit.pipeline.Decision;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.WaitingTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A promotion with a way back makes a job that leads back, and that nothing can turn into a copy. */
final class WaysBackTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void eachDatabaseJoinsTheWayBackWhenItIsPromoted() {
        var spec = Bench.spec("a")
                .at(place("sample://app@old:1/any"), place("sample://app@new:2/any"))
                .with(new DatabaseChoice(List.of("a", "b"), Map.of("b", "b2")));
        spec = Samples.with(spec, new Care(new Retention(1000, Retention.WhenFull.THROTTLE, 0), GiveWay.NEVER));
        var job = bench.service.create("shop", spec, Passwords.NONE, Caller.LOCAL);
        bench.act(job, Action.START);
        bench.awaitRuns(job);

        var back = promoted(job, "a");

        assertThat(back.name()).isEqualTo("shop-fallback");
        assertThat(back.spec().source()).isEqualTo(job.spec().target());
        assertThat(back.spec().target()).isEqualTo(job.spec().source());
        assertThat(back.spec().wayBackOf()).isEqualTo(job.id());
        assertThat(back.spec().care()).isEqualTo(job.spec().care());
        Plan plan = bench.run(back, "a").order().plan();
        assertThat(plan).isEqualTo(bench.run(job, "a").order().plan().turned());
        assertThat(back.spec().databases()).isEqualTo(new DatabaseChoice(List.of("a"), Map.of()));

        bench.run(back, "a").journal().phase(Phase.CDC);
        promoted(job, "b");

        back = bench.awaitRuns(back);
        assertThat(back.spec().databases()).isEqualTo(new DatabaseChoice(List.of("a", "b2"), Map.of("b2", "b")));
        assertThat(bench.now(back, "b2").target()).isEqualTo("b");
        assertThat(bench.service.wayBack(bench.now(job))).map(Job::id).contains(back.id());
    }

    @Test
    void toldAgainNothingIsMadeTwiceAndOneThatWasNotResumedIs() {
        var job = bench.started("shop", "a");
        var back = promoted(job, "a");
        bench.act(back, Action.STOP);
        bench.run(back, "a").finish(Report.Outcome.STOPPED);
        bench.awaitStatus(back, Status.STOPPED);

        bench.run(job, "a").journal().wayBackArmed();

        back = bench.awaitRuns(back);
        assertThat(back.databases()).hasSize(1);
    }

    @Test
    void leadsBackAndForthWithoutEnd() {
        var job = bench.started("shop", "a");
        var back = promoted(job, "a");
        bench.finish(job, "a", Report.Outcome.EQUAL, Status.COMPLETED);
        bench.run(back, "a").journal().phase(Phase.CDC);

        bench.service.act(
                back.id(),
                Action.FALLBACK,
                new ActionOptions(
                        List.of(), Passwords.NONE, ActionOptions.EndMode.AUTO, null, true, null, Caller.LOCAL));
        assertThat(bench.now(back).spec().fallback()).isTrue();
        assertThat(bench.now(back, "a").wish()).isEqualTo(Wish.of(Wish.Kind.PROMOTE));
        bench.run(back, "a").journal().wayBackArmed();
        bench.finish(back, "a", Report.Outcome.EQUAL, Status.COMPLETED);

        var again = bench.service.wayBack(bench.now(job)).orElseThrow();
        assertThat(again.name()).isEqualTo("shop-fallback-2");
        assertThat(again.spec().source()).isEqualTo(job.spec().source());
        bench.awaitRuns(again);
        bench.finish(again, "a", Report.Outcome.EQUAL, Status.COMPLETED);
        assertThat(bench.service.wayBack(bench.now(job))).isEmpty();
    }

    @Test
    void refusesWhatWouldCopyOrWipe() {
        var job = bench.started("shop", "a");
        bench.run(job, "a").journal().phase(Phase.CDC);
        assertThatThrownBy(() -> bench.act(job, Action.FALLBACK)).hasMessageContaining("it is no way back");
        var back = promoted(job, "a");
        bench.run(back, "a").journal().phase(Phase.CDC);
        bench.run(back, "a")
                .fail(Failure.of(CoreFailure.GAP_IN_LOG).found("gone").build());
        bench.awaitStatus(back, Status.FAILED);

        for (Action action : List.of(Action.RESTART, Action.VALIDATE, Action.START)) {
            assertThatThrownBy(() -> bench.act(back, action)).hasMessageContaining("never copies or wipes");
            assertThatThrownBy(() -> bench.act(back, action, "a")).hasMessageContaining("never copies or wipes");
        }
        assertThatThrownBy(() -> bench.act(back, Action.PROMOTE)).hasMessageContaining("go back by fallback");
        assertThatThrownBy(() -> bench.act(back, Action.RESUME)).hasMessageContaining("end it");
        assertThat(Availability.of(bench.now(back)).available())
                .containsExactly(Action.VERIFY, Action.FALLBACK, Action.END, Action.DELETE, Action.EDIT, Action.REMOVE);
        assertThat(bench.runner.deeds).isEmpty();
    }

    @Test
    void aTableThatWaitsIsNotCopiedAgain() {
        var back = promoted(bench.started("shop", "a"), "a");
        var items = new TableName("shop", "items");
        bench.run(back, "a").journal().phase(Phase.CDC);
        bench.run(back, "a")
                .journal()
                .waiting(List.of(new WaitingTable(items, "has another column", Waiting.Choice.OPEN, true)));

        assertThatThrownBy(() ->
                        bench.service.decide(back.id(), new DecisionAsk("a", items, Decision.copy()), Caller.LOCAL))
                .hasMessageContaining("never copies");
        bench.service.decide(back.id(), new DecisionAsk("a", items, Decision.exclude()), Caller.LOCAL);
        assertThat(bench.run(back, "a").control().decisions()).containsEntry(items, Decision.exclude());
    }

    @Test
    void neitherItsSidesNorItsDatabasesCanBeEdited() {
        var job = bench.started("shop", "a");
        var back = promoted(job, "a");
        bench.act(back, Action.STOP);
        bench.run(back, "a").finish(Report.Outcome.STOPPED);
        bench.awaitStatus(back, Status.STOPPED);

        var spec = back.spec();
        assertThatThrownBy(() -> edit(back, spec.with(new DatabaseChoice(List.of("a", "b"), Map.of()))))
                .hasMessageContaining("it is a way back");
        assertThatThrownBy(() -> edit(back, spec.at(spec.source(), place("sample://app@other:3/any"))))
                .hasMessageContaining("it is a way back");
        var changed = edit(back, spec.keepingWayBack().wayBackOf(null));
        assertThat(changed.spec().fallback()).isTrue();
        assertThat(changed.spec().wayBackOf()).isEqualTo(job.id());
    }

    @Test
    void aCopyWithoutChangesHasNoWayBack() {
        var offline = Samples.SPEC.but(draft -> draft.mode = Mode.OFFLINE);
        assertThatThrownBy(() -> bench.service.create("off", offline.keepingWayBack(), Passwords.NONE, Caller.LOCAL))
                .hasMessageContaining("needs mode online");
    }

    private Job promoted(Job job, String database) {
        bench.run(job, database).journal().phase(Phase.CDC);
        bench.act(job, Action.PROMOTE, database);
        bench.run(job, database).journal().wayBackArmed();
        return bench.awaitRuns(bench.service.wayBack(bench.now(job)).orElseThrow());
    }

    private Job edit(Job job, JobSpec spec) {
        return bench.service.edit(job.id(), new Edit(null, null, spec, Passwords.NONE), Caller.LOCAL);
    }

    private static Place place(String url) {
        return new Place.Address(url);
    }
}
