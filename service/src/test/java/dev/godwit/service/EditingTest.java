package dev.godwit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.core.Failure;
import dev.godwit.core.Mode;
import dev.godwit.core.Phase;
import dev.godwit.core.Selection;
import dev.godwit.core.Status;
import dev.godwit.pipeline.Limit;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.Tuning;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EditingTest {

    private static final Limit SLOW = new Limit(100, 0);

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static JobSpec changed(
            JobSpec spec, Mode mode, String parallelism, Throttles throttles, @Nullable Instant startAt) {
        return spec.but(draft -> {
            draft.mode = mode;
            draft.parallelism = parallelism;
            draft.throttles = throttles;
            draft.startAt = startAt;
        });
    }

    private Job edit(Job job, JobSpec spec) {
        return bench.service.edit(job.id(), new Edit(null, null, spec, Passwords.NONE), Caller.LOCAL);
    }

    @Test
    void parallelismAndThrottlesOfARunningJobTakeEffectAtOnce() {
        var job = bench.started("one", "a");
        var throttles = new Throttles(List.of(new Throttles.Window(null, null, SLOW, Limit.NONE)));

        edit(job, changed(job.spec(), Mode.ONLINE, "3", throttles, null));

        assertThat(bench.run(job, "a").control().tuning()).isEqualTo(new Tuning(3, SLOW, Limit.NONE));
        assertThat(bench.now(job).status()).isEqualTo(Status.RUNNING);
    }

    @Test
    void theWindowThatCoversTheHourCounts() {
        var night = new Throttles.Window(LocalTime.of(22, 0), LocalTime.of(6, 0), Limit.NONE, Limit.NONE);
        var else_ = new Throttles.Window(null, null, SLOW, SLOW);
        var throttles = new Throttles(List.of(else_, night));

        assertThat(throttles.at(LocalTime.of(23, 0))).isEqualTo(night);
        assertThat(throttles.at(LocalTime.of(5, 59))).isEqualTo(night);
        assertThat(throttles.at(LocalTime.of(6, 0))).isEqualTo(else_);
        assertThat(Throttles.NONE.at(LocalTime.NOON).dump()).isEqualTo(Limit.NONE);
    }

    @Test
    void otherSettingsOfARunningJobDoNotChange() {
        var job = bench.started("one", "a");

        assertThatThrownBy(() -> edit(job, changed(job.spec(), Mode.OFFLINE, "3", Throttles.NONE, null)))
                .hasMessageContaining("stop it first");
        assertThat(bench.now(job)).isEqualTo(job);
    }

    @Test
    void aDatabaseAddedToARunningJobStarts() {
        var job = bench.started("one", "a");
        bench.run(job, "a").journal().phase(Phase.CDC);

        edit(job, job.spec().with(new DatabaseChoice(List.of("a", "b"), Map.of("b", "c"))));

        bench.awaitRuns(job);
        assertThat(bench.now(job).present()).extracting(JobDatabase::target).containsExactly("a", "c");
        assertThat(bench.runner.begun()).isEqualTo(2);
        assertThat(bench.now(job, "a").id()).isEqualTo(job.database("a").id());
    }

    @Test
    void aTableIsNotAddedToAJobThatHasBegun() {
        var job = bench.started("one", "a");
        bench.run(job, "a").journal().phase(Phase.FULL_DUMP);
        var before = bench.now(job);
        var more = tables(job.spec(), new Selection(List.of("sales.*"), List.of()));

        assertThatThrownBy(() -> edit(job, more)).hasMessageContaining("its tables are settled");
        assertThat(bench.now(job)).isEqualTo(before);
        bench.act(job, Action.STOP);
        bench.finish(job, "a", Report.Outcome.STOPPED, Status.STOPPED);
        assertThatThrownBy(() -> edit(job, more)).hasMessageContaining("its tables are settled");
    }

    private static JobSpec tables(JobSpec spec, Selection selection) {
        return spec.but(draft -> draft.selection = selection);
    }

    @Test
    void whatIsRenamedIsADatabaseOfTheJobAndGoesWhereNoOtherGoes() {
        bench.runner.databases.addAll(List.of("a", "b"));

        assertThatThrownBy(() -> create("one", List.of("a", "b"), Map.of("sales", "vertrieb")))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.found()).isEqualTo("renames has sales, which is no database of this job");
                    assertThat(failure.next()).contains("schemas by schemaRenames; tables keep their names", "a, b");
                });
        assertThatThrownBy(() -> create("one", List.of("*"), Map.of("a.sales", "a.vertrieb")))
                .hasMessageContaining("a.sales");
        assertThatThrownBy(() -> create("one", List.of("a", "b"), Map.of("a", "b")))
                .hasMessageContaining("a and b would both become b");
        assertThat(create("one", List.of("*"), Map.of("a", "b", "b", "a")).present())
                .extracting(JobDatabase::target)
                .containsExactly("b", "a");
    }

    @Test
    void schemasGetOtherNamesOrThereIsAWayBackButNotBoth() {
        var renamed = Bench.spec("a").but(draft -> draft.schemaRenames = Map.of("app", "shop"));
        assertThatThrownBy(() -> bench.service.create("one", renamed.keepingWayBack(), Passwords.NONE, Caller.LOCAL))
                .hasMessageContaining("GW-0407")
                .hasMessageContaining("schemas get other names: app");

        var job = bench.service.create("one", renamed, Passwords.NONE, Caller.LOCAL);
        assertThat(job.spec().plan("m1").schemaRenames()).isEqualTo(Map.of("app", "shop"));
        assertThat(bench.service.find(job.id()).orElseThrow().spec().schemaRenames())
                .isEqualTo(Map.of("app", "shop"));
        assertThatThrownBy(() -> edit(job, renamed.keepingWayBack())).hasMessageContaining("GW-0407");
        assertThat(edit(job, job.spec().but(draft -> draft.schemaRenames = Map.of()))
                        .spec()
                        .schemaRenames())
                .isEmpty();
    }

    private Job create(String name, List<String> databases, Map<String, String> renames) {
        return bench.service.create(
                name, Bench.spec().with(new DatabaseChoice(databases, renames)), Passwords.NONE, Caller.LOCAL);
    }

    @Test
    void aDatabaseThatWasBegunIsNotLeftOutByAnEdit() {
        var job = bench.started("one", "a", "b");

        assertThatThrownBy(() -> edit(job, job.spec().with(new DatabaseChoice(List.of("a"), Map.of()))))
                .hasMessageContaining("remove");
    }

    @Test
    void aDraftIsCompleted() {
        var draft = bench.service.create(
                "draft", JobSpec.between(new Place.Open(), new Place.Open()), Passwords.NONE, Caller.LOCAL);

        var job = edit(draft, Bench.spec("a", "b"));

        assertThat(job.status()).isEqualTo(Status.NOT_STARTED);
        assertThat(job.databases()).hasSize(2);
    }

    @Test
    void anEditOfAnOlderVersionIsRefused() {
        var job = bench.create("one", "a");
        var edit = new Edit(0L, null, job.spec(), Passwords.NONE);

        assertThatThrownBy(() -> bench.service.edit(job.id(), edit, Caller.LOCAL))
                .hasMessageContaining("GW-0204");
    }

    @Test
    void aJobStartsByItselfWhenItsTimeHasCome() {
        var spec = changed(
                Bench.spec("a"),
                Mode.ONLINE,
                "min",
                Throttles.NONE,
                Instant.now().plusMillis(300));
        var job = bench.service.create("later", spec, Passwords.NONE, Caller.LOCAL);
        assertThat(job.status()).isEqualTo(Status.NOT_STARTED);

        bench.awaitRuns(job);

        assertThat(bench.service.audit(AuditQuery.all(1, 1)).items().getFirst().who())
                .isEqualTo("schedule");
    }
}
