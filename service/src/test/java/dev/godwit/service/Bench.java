package dev.godwit.service;

import dev.godwit.core.Status;
import dev.godwit.pipeline.Report;
import dev.godwit.service.store.Database;
import dev.godwit.service.store.SqlJobStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A service as {@code godwit server} has it, whose migrations do what a test says. */
final class Bench implements AutoCloseable {

    final ScriptedRunner runner = new ScriptedRunner();
    final DataFolder data;
    private final List<MigrationService> services = new ArrayList<>();
    final MigrationService service;

    Bench(Path folder) {
        data = DataFolder.at(folder);
        service = another();
    }

    /** Another server on the same store. */
    MigrationService another() {
        return open(data, runner);
    }

    MigrationService open(DataFolder folder, ScriptedRunner with) {
        var store = new SqlJobStore(Database.file(folder.store()));
        var opened = MigrationService.open(new ServiceSetup(
                folder,
                store,
                false,
                with,
                List.of(new SampleEngine()),
                (job, database, report) -> "{}",
                ProfileReach.NONE,
                false));
        services.add(opened);
        return opened;
    }

    static JobSpec spec(String... databases) {
        return Samples.spec("sample://app@old:1/any", "sample://app@new:2/any")
                .with(new DatabaseChoice(List.of(databases), Map.of()));
    }

    Job create(String name, String... databases) {
        return service.create(name, spec(databases), Passwords.NONE, Caller.LOCAL);
    }

    Job act(Job job, Action action, String... databases) {
        return service.act(job.id(), action, options(databases));
    }

    static ActionOptions options(String... databases) {
        return new ActionOptions(
                List.of(databases), Passwords.NONE, ActionOptions.EndMode.AUTO, null, null, Caller.LOCAL);
    }

    /** Starts a job and waits until each of its databases runs. */
    Job started(String name, String... databases) {
        var job = create(name, databases);
        act(job, Action.START);
        return awaitRuns(job);
    }

    Job awaitRuns(Job job) {
        await().until(() -> now(job).present().stream().allMatch(each -> each.status() == Status.RUNNING));
        return now(job);
    }

    Job now(Job job) {
        return service.job(job.id());
    }

    JobDatabase now(Job job, String database) {
        return now(job).database(database);
    }

    ScriptedRunner.Running run(Job job, String database) {
        return runner.of(now(job, database));
    }

    void awaitStatus(Job job, Status status) {
        await().until(() -> now(job).status() == status);
    }

    void awaitStatus(Job job, String database, Status status) {
        await().until(() -> now(job, database).status() == status);
    }

    void finish(Job job, String database, Report.Outcome outcome, Status status) {
        run(job, database).finish(outcome);
        awaitStatus(job, database, status);
    }

    static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofMinutes(1));
    }

    @Override
    public void close() {
        services.forEach(MigrationService::close);
    }
}
