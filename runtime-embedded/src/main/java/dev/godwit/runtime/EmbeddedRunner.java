package dev.godwit.runtime;

import dev.godwit.core.DatabaseInfo;
import dev.godwit.core.Failure;
import dev.godwit.core.Plan;
import dev.godwit.core.Side;
import dev.godwit.core.Writer;
import dev.godwit.core.spi.SourceDatabase;
import dev.godwit.core.spi.TargetDatabase;
import dev.godwit.pipeline.Control;
import dev.godwit.pipeline.Ending;
import dev.godwit.pipeline.Endpoint;
import dev.godwit.pipeline.Intent;
import dev.godwit.pipeline.Journal;
import dev.godwit.pipeline.Migration;
import dev.godwit.pipeline.Order;
import dev.godwit.pipeline.Preview;
import dev.godwit.pipeline.Release;
import dev.godwit.pipeline.Report;
import dev.godwit.pipeline.Runner;
import dev.godwit.pipeline.SourceHold;
import dev.godwit.pipeline.TableInfo;
import dev.godwit.pipeline.Verification;
import dev.godwit.pipeline.Verifier;
import dev.godwit.pipeline.VerifyControl;
import dev.godwit.pipeline.VerifyListener;
import dev.godwit.pipeline.VerifyOrder;
import dev.godwit.pipeline.WayBack;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Runs each migration on a virtual thread of this process. */
public final class EmbeddedRunner implements Runner {

    @Override
    public Map<Side, Failure> signIn(Order order) {
        var failures = new EnumMap<Side, Failure>(Side.class);
        try (var source = source(order);
                var target = target(order)) {
            attempt(Side.SOURCE, source::server, failures);
            attempt(Side.TARGET, target::server, failures);
        }
        return failures;
    }

    private static void attempt(Side side, Runnable signIn, Map<Side, Failure> failures) {
        try {
            signIn.run();
        } catch (Failure failure) {
            failures.put(side, failure);
        }
    }

    @Override
    public CompletableFuture<Report> run(Order order, Journal journal, Control control) {
        return onThread(order, () -> {
            try (var sides = new Sides(order)) {
                var migration = new Migration(
                        order.plan(), sides.source(), sides.target(), sides.back(), journal, control, order.work());
                return order.begun() ? migration.resume() : migration.run();
            }
        });
    }

    @Override
    public CompletableFuture<List<String>> abandon(Order order, Journal journal, Ending ending) {
        return onThread(order, () -> {
            try (var sides = new Sides(order)) {
                return new Release(order.plan(), sides.source(), sides.target(), sides.back(), journal).abandon(ending);
            }
        });
    }

    @Override
    public CompletableFuture<Void> wipe(Order order, Journal journal) {
        return onThread(order, () -> {
            try (var sides = new Sides(order)) {
                new Release(order.plan(), sides.source(), sides.target(), sides.back(), journal).wipe();
                return null;
            }
        });
    }

    @Override
    public CompletableFuture<Verification> verify(
            Order order, VerifyOrder what, VerifyListener listener, VerifyControl control) {
        return onThread(order, () -> {
            try (var source = source(order);
                    var target = target(order)) {
                int workers = what.forever() ? 1 : order.plan().workers();
                return new Verifier(source, target, workers, listener, control).run(what);
            }
        });
    }

    @Override
    public Preview preview(Order order, Intent intent) {
        try (var sides = new Sides(order)) {
            return new Release(order.plan(), sides.source(), sides.target(), sides.back()).preview(intent);
        }
    }

    @Override
    public List<DatabaseInfo> databases(Endpoint source) {
        return source.engine().databases(source.access());
    }

    @Override
    public List<TableInfo> tables(Order order) {
        try (var source = source(order)) {
            return source.catalog().tables().stream()
                    .map(table -> new TableInfo(
                            table.name(), table.estimatedRows(), table.bytes(), table.keyed(), table.followed()))
                    .toList();
        }
    }

    @Override
    public List<Writer> writers(Order order) {
        try (var source = source(order)) {
            return source.writers();
        }
    }

    @Override
    public SourceHold hold(Plan plan, Endpoint source, Path work) {
        return SourceHold.of(source.engine().source(source.access(), plan, work));
    }

    private static <T> CompletableFuture<T> onThread(Order order, Callable<T> work) {
        var result = new CompletableFuture<T>();
        Thread.ofVirtual().name("migration-" + order.plan().id()).start(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    private static SourceDatabase source(Order order) {
        Endpoint side = order.source();
        return side.engine().source(side.access(), order.plan(), order.work());
    }

    private static TargetDatabase target(Order order) {
        Endpoint side = order.target();
        return side.engine().target(side.access(), order.plan(), order.work());
    }

    /** Both databases of a migration, each as what it is and as what it would be on the way back. */
    private record Sides(SourceDatabase source, TargetDatabase target, WayBack back) implements AutoCloseable {

        Sides(Order order) {
            this(EmbeddedRunner.source(order), EmbeddedRunner.target(order), back(order));
        }

        private static WayBack back(Order order) {
            Order turned = order.turned();
            return new WayBack(turned.plan(), EmbeddedRunner.source(turned), EmbeddedRunner.target(turned));
        }

        @Override
        public void close() {
            source.close();
            target.close();
            back.source().close();
            back.target().close();
        }
    }
}
