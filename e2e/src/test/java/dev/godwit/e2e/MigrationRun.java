package dev.godwit.e2e;

import dev.godwit.core.Mode;
import dev.godwit.core.Option;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Secret;
import dev.godwit.core.Selection;
import dev.godwit.core.spi.Access;
import dev.godwit.core.spi.Engine;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.TargetDatabase;
import dev.godwit.pipeline.Control;
import dev.godwit.pipeline.Endpoint;
import dev.godwit.pipeline.Migration;
import dev.godwit.pipeline.Order;
import dev.godwit.pipeline.Release;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.TableProgress;
import dev.godwit.pipeline.Verification;
import dev.godwit.pipeline.VerifyControl;
import dev.godwit.pipeline.VerifyListener;
import dev.godwit.pipeline.VerifyOrder;
import dev.godwit.pipeline.WayBack;
import dev.godwit.runtime.EmbeddedRunner;
import dev.godwit.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A migration running inside the test's process, on its own thread. */
final class MigrationRun implements AutoCloseable {

    static final Plan ONLINE_AUTO = new Plan(
            "test",
            Mode.ONLINE,
            Option.VALIDATE_AND_MIGRATE,
            Selection.ALL,
            2,
            Plan.ExistingTarget.FAIL,
            Plan.Promote.AUTO,
            Plan.Fence.CHECK,
            true,
            Plan.Owner.KEEP,
            Plan.Keyless.FULL);

    final Recorder journal = new Recorder();
    final Control control = new Control();
    private final Plan plan;
    private final SourceDatabase source;
    private final TargetDatabase target;
    private final WayBack back;
    private final Order order;
    private final CompletableFuture<Report> report;

    private MigrationRun(SourceDatabase source, TargetDatabase target, WayBack back, Order order) {
        Plan plan = order.plan();
        Path work = order.work();
        this.order = order;
        this.plan = plan;
        this.source = source;
        this.target = target;
        this.back = back;
        this.report = CompletableFuture.supplyAsync(
                () -> new Migration(plan, source, target, back, journal, control, work).run(),
                Thread::startVirtualThread);
    }

    /** Begins, or goes on with, a migration between two servers' databases of this name. */
    static MigrationRun start(PostgresServer from, PostgresServer to, String database, Plan plan, Path work) {
        return start(
                new Login(from.url(database), from.password()), new Login(to.url(database), to.password()), plan, work);
    }

    /** An address without a password, and the password. */
    record Login(String url, String password) {

        private Access access() {
            return new Access(url, new Secret(password));
        }

        private Endpoint endpoint(Engine engine) {
            return new Endpoint(engine, url, new Secret(password));
        }
    }

    /** Begins, or goes on with, a migration between two databases. */
    static MigrationRun start(Login from, Login to, Plan plan, Path work) {
        Engine engine = ServiceLoader.load(Engine.class).findFirst().orElseThrow();
        try {
            Files.createDirectories(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Plan turned = plan.turned();
        return new MigrationRun(
                engine.source(from.access(), plan, work),
                engine.target(to.access(), plan, work),
                new WayBack(
                        turned, engine.source(to.access(), turned, work), engine.target(from.access(), turned, work)),
                new Order(plan, from.endpoint(engine), to.endpoint(engine), work, false));
    }

    /** Both sides of a migration that does not run; the caller closes them. */
    record Ends(SourceDatabase source, TargetDatabase target) implements AutoCloseable {
        @Override
        public void close() {
            source.close();
            target.close();
        }
    }

    static Ends ends(PostgresServer from, PostgresServer to, String database, Plan plan, Path work) {
        Engine engine = ServiceLoader.load(Engine.class).findFirst().orElseThrow();
        return new Ends(
                engine.source(new Login(from.url(database), from.password()).access(), plan, work),
                engine.target(new Login(to.url(database), to.password()).access(), plan, work));
    }

    /** Verifies as another process would. */
    Verification verify(VerifyOrder what) {
        return verify(what, VerifyListener.NONE, new VerifyControl()).join();
    }

    CompletableFuture<Verification> verify(VerifyOrder what, VerifyListener listener, VerifyControl verifying) {
        return new EmbeddedRunner().verify(order, what, listener, verifying);
    }

    /** {@link #ONLINE_AUTO} with a change. */
    static Plan plan(UnaryOperator<PlanChange> change) {
        return change.apply(new PlanChange(ONLINE_AUTO)).plan();
    }

    /** Waits until something is so, and fails with the migration when it fails first. */
    void await(Duration limit, BooleanSupplier condition) {
        try {
            Awaitility.await().atMost(limit).pollInterval(Duration.ofMillis(50)).until(() -> {
                if (report.isCompletedExceptionally()) {
                    report.join();
                }
                if (report.isDone() && !condition.getAsBoolean()) {
                    throw new AssertionError(told(limit));
                }
                return condition.getAsBoolean();
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(told(limit), e);
        }
    }

    private String told(Duration limit) {
        return "in " + journal.phases + " after " + limit + ", stream " + journal.stream + ", events " + journal.events
                + ", retries " + journal.retries + ", refusals " + journal.refusals + ", findings " + journal.findings
                + ", report " + report;
    }

    boolean dumped() {
        var dump = journal.dump;
        return dump != null && dump.tablesDone() == dump.tablesTotal();
    }

    boolean waitsForUser() {
        var stream = journal.stream;
        return stream != null && stream.waitingForUser();
    }

    boolean in(Phase phase) {
        return journal.phase() == phase;
    }

    /** What ends, undoes and foresees; for the same migration, which must not run. */
    Release release() {
        return new Release(plan, source, target, back, journal);
    }

    boolean caughtUp() {
        var stream = journal.stream;
        return stream != null && stream.caughtUp();
    }

    /** Whether every table was compared, and all that came since is applied. */
    boolean compared() {
        return caughtUp()
                && !journal.tables.isEmpty()
                && journal.tables.values().stream().allMatch(table -> table.state() == TableProgress.State.COMPARED);
    }

    boolean waitsForPromotion() {
        var stream = journal.stream;
        return stream != null && stream.waitingForUser();
    }

    /** Waits for the end; throws what the migration failed with. */
    Report result(Duration limit) {
        try {
            return report.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError(told(limit), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        control.requestStop();
        report.handle((ok, failed) -> true).join();
        source.close();
        target.close();
        back.source().close();
        back.target().close();
    }

    /** Changes single parts of a plan. */
    record PlanChange(Plan plan) {

        /** A name of its own for a migration whose leftovers another one may meet. */
        PlanChange id(String id) {
            return new PlanChange(new Plan(
                    id,
                    plan.mode(),
                    plan.option(),
                    plan.selection(),
                    plan.workers(),
                    plan.existingTarget(),
                    plan.promote(),
                    plan.fence(),
                    plan.roles(),
                    plan.owner(),
                    plan.keyless()));
        }

        PlanChange mode(Mode mode) {
            return new PlanChange(new Plan(
                    plan.id(),
                    mode,
                    plan.option(),
                    plan.selection(),
                    plan.workers(),
                    plan.existingTarget(),
                    plan.promote(),
                    plan.fence(),
                    plan.roles(),
                    plan.owner(),
                    plan.keyless()));
        }

        PlanChange option(Option option) {
            return new PlanChange(new Plan(
                    plan.id(),
                    plan.mode(),
                    option,
                    plan.selection(),
                    plan.workers(),
                    plan.existingTarget(),
                    plan.promote(),
                    plan.fence(),
                    plan.roles(),
                    plan.owner(),
                    plan.keyless()));
        }

        PlanChange existingTarget(Plan.ExistingTarget existing) {
            return new PlanChange(new Plan(
                    plan.id(),
                    plan.mode(),
                    plan.option(),
                    plan.selection(),
                    plan.workers(),
                    existing,
                    plan.promote(),
                    plan.fence(),
                    plan.roles(),
                    plan.owner(),
                    plan.keyless()));
        }

        PlanChange fence(Plan.Fence fence) {
            return new PlanChange(new Plan(
                    plan.id(),
                    plan.mode(),
                    plan.option(),
                    plan.selection(),
                    plan.workers(),
                    plan.existingTarget(),
                    plan.promote(),
                    fence,
                    plan.roles(),
                    plan.owner(),
                    plan.keyless()));
        }

        PlanChange promote(Plan.Promote promote) {
            return new PlanChange(new Plan(
                    plan.id(),
                    plan.mode(),
                    plan.option(),
                    plan.selection(),
                    plan.workers(),
                    plan.existingTarget(),
                    promote,
                    plan.fence(),
                    plan.roles(),
                    plan.owner(),
                    plan.keyless()));
        }

        PlanChange roles(boolean roles) {
            return new PlanChange(new Plan(
                    plan.id(),
                    plan.mode(),
                    plan.option(),
                    plan.selection(),
                    plan.workers(),
                    plan.existingTarget(),
                    plan.promote(),
                    plan.fence(),
                    roles,
                    plan.owner(),
                    plan.keyless()));
        }
    }
}
