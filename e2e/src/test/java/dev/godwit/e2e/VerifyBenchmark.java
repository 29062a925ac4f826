package dev.godwit.e2e;

import dev.godwit.core.Secret;
import dev.godwit.core.spi.Engine;
import dev.godwit.pipeline.Endpoint;
import dev.godwit.pipeline.Order;
import dev.godwit.pipeline.Verification;
import dev.godwit.pipeline.VerifyControl;
import dev.godwit.pipeline.VerifyListener;
import dev.godwit.pipeline.VerifyOrder;
import dev.godwit.runtime.EmbeddedRunner;
import dev.godwit.testkit.PostgresServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;

/** How long a verification takes, beside reading the same tables with {@code SELECT count(*)}; run by hand. */
final class VerifyBenchmark {

    private static final String DATABASE = "bench";
    private static final int ROUNDS = 3;
    private static final int WORKERS = 2;
    private static final int ROWS_OF_A_GB = 2_200_000;
    private static final List<String> TABLES = List.of("orders", "items");

    private VerifyBenchmark() {}

    /**
     * Fills two servers and measures.
     *
     * @param arguments gigabytes of each side; 2 when there is none
     */
    public static void main(String[] arguments) throws IOException {
        double gigabytes = arguments.length == 0 ? 2 : Double.parseDouble(arguments[0]);
        Path work = Files.createTempDirectory("godwit-benchmark");
        try (var source = PostgresServer.start(15);
                var target = PostgresServer.start(17)) {
            both(() -> fill(source, gigabytes), () -> fill(target, gigabytes));
            System.out.printf(
                    "%s a side, %d workers, %d MiB of heap at most%n",
                    Proof.strings(source, DATABASE, "SELECT pg_size_pretty(pg_database_size(current_database()))")
                            .getFirst(),
                    WORKERS,
                    Runtime.getRuntime().maxMemory() >> 20);
            var counts = new ArrayList<Duration>();
            var verifications = new ArrayList<Duration>();
            for (int i = 0; i < ROUNDS; i++) {
                counts.add(timed(() -> both(() -> count(source), () -> count(target))));
                verifications.add(timed(() -> verify(source, target, work)));
                System.out.printf(
                        "count(*) of both sides %.1f s, verify %.1f s%n",
                        seconds(counts.getLast()), seconds(verifications.getLast()));
            }
            double count =
                    counts.stream().mapToDouble(VerifyBenchmark::seconds).min().orElseThrow();
            double verify = verifications.stream()
                    .mapToDouble(VerifyBenchmark::seconds)
                    .min()
                    .orElseThrow();
            System.out.printf("best: count(*) %.1f s, verify %.1f s: %.1f times%n", count, verify, verify / count);
            System.out.printf("most heap in use, garbage included: %d MiB%n", peakHeap() >> 20);
        }
    }

    private static void fill(PostgresServer server, double gigabytes) {
        server.createDatabase(DATABASE);
        long rows = (long) (ROWS_OF_A_GB * gigabytes);
        server.execute(
                DATABASE,
                "CREATE TABLE orders (id bigint, customer int, at timestamptz, total numeric(12, 2), note text, body jsonb)",
                """
                INSERT INTO orders SELECT i, i %% 100000, timestamptz '2026-01-01Z' + i * interval '1 s', i / 7.0,
                    repeat(md5(i::text), 4), jsonb_build_object('a', i, 'b', md5(i::text))
                    FROM generate_series(1, %d) i""".formatted(rows),
                "ALTER TABLE orders ADD PRIMARY KEY (id)",
                "CREATE TABLE items (a int, b int, price float8, code text)",
                "INSERT INTO items SELECT i / 10, i %% 10, i / 3.0, 'code ' || i FROM generate_series(1, %d) i"
                        .formatted(rows),
                "ALTER TABLE items ADD PRIMARY KEY (a, b)",
                "VACUUM ANALYZE");
    }

    private static void count(PostgresServer server) {
        for (String table : TABLES) {
            Proof.strings(server, DATABASE, "SELECT count(*) FROM " + table);
        }
    }

    private static void verify(PostgresServer source, PostgresServer target, Path work) {
        Engine engine = ServiceLoader.load(Engine.class).findFirst().orElseThrow();
        var order = new Order(
                MigrationRun.plan(plan -> plan), endpoint(engine, source), endpoint(engine, target), work, false);
        Verification found = new EmbeddedRunner()
                .verify(order, VerifyOrder.ALL, VerifyListener.NONE, new VerifyControl())
                .join();
        if (!found.equal()) {
            throw new IllegalStateException(found.toString());
        }
    }

    private static Endpoint endpoint(Engine engine, PostgresServer server) {
        return new Endpoint(engine, server.url(DATABASE), new Secret(server.password()));
    }

    private static void both(Runnable one, Runnable other) {
        var first = CompletableFuture.runAsync(one, Thread::startVirtualThread);
        var second = CompletableFuture.runAsync(other, Thread::startVirtualThread);
        CompletableFuture.allOf(first, second).join();
    }

    private static Duration timed(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
