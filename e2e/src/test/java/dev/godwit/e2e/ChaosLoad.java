package dev.godwit.e2e;

import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.load.Connections;
import dev.godwit.testkit.load.Ledger;
import dev.godwit.testkit.load.MixedLoad;
import dev.godwit.testkit.load.Writers;
import dev.godwit.testkit.schema.TypeZoo;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The applications: a ledger, and writes of every awkward kind; they move to the target when they are told. */
final class ChaosLoad implements AutoCloseable {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int FILLERS = 6;
    private static final int FILLER_ROWS = 6_000;

    /** Changes of definitions, with the number of the time in place of %d. */
    private static final List<String> DEFINITIONS = List.of(
            "ALTER TABLE public.filler_1 ADD COLUMN added_%1$d int DEFAULT 7",
            "UPDATE public.filler_1 SET added_%1$d = id WHERE id %% 5 = 0",
            "CREATE TABLE public.later_%1$d (id int PRIMARY KEY, v text)",
            "INSERT INTO public.later_%1$d SELECT i, 'later' FROM generate_series(1, 500) i",
            "ALTER TABLE public.later_%1$d RENAME COLUMN v TO w",
            "CREATE TABLE public.keyless_%1$d (v int)",
            "INSERT INTO public.keyless_%1$d VALUES (1), (1), (2)",
            "DELETE FROM public.keyless_%1$d WHERE v = 2",
            "ALTER TABLE public.filler_3 ALTER COLUMN id TYPE bigint",
            "ALTER TABLE public.filler_5 DROP COLUMN IF EXISTS v");

    private final ChaosSite site;
    private final Optional<TypeZoo> zoo;
    private final Writers ledger;
    private final Writers mixed;

    ChaosLoad(ChaosSite site, ChaosOptions options) throws SQLException {
        this.site = site;
        PostgresServer source = site.source();
        Ledger books;
        MixedLoad load;
        try (Connection owner = source.connect(ChaosSite.DATABASE, ChaosSite.SHOP, ChaosSite.SHOP)) {
            books = Ledger.create(owner);
            load = options.from() == 10 ? MixedLoad.createWithoutTruncate(owner) : MixedLoad.create(owner);
        }
        try (Connection connection = source.connect(ChaosSite.DATABASE)) {
            zoo = options.types() ? Optional.of(TypeZoo.create(connection)) : Optional.empty();
        }
        for (int i = 0; i < FILLERS; i++) {
            source.execute(
                    ChaosSite.DATABASE,
                    "CREATE TABLE public.filler_%1$d AS SELECT i AS id, repeat('x', 100) AS body FROM generate_series(1, %2$d) i"
                            .formatted(i, FILLER_ROWS),
                    "ALTER TABLE public.filler_%d ADD %s".formatted(i, i % 2 == 0 ? "PRIMARY KEY (id)" : "v int"));
        }
        Connections connections = () -> Connections.to(site.used(), ChaosSite.DATABASE, ChaosSite.SHOP, ChaosSite.SHOP)
                .open();
        ledger = books.bookkeepers(connections)
                .writers(2)
                .perSecond(12)
                .seed(options.seed())
                .start();
        mixed = load.application(connections)
                .writers(2)
                .perSecond(12)
                .seed(options.seed())
                .start();
    }

    /** Each type through inserts, updates and deletes; once. */
    void changeAllTypes() throws SQLException {
        if (zoo.isPresent()) {
            try (Connection connection = site.source().connect(ChaosSite.DATABASE)) {
                zoo.get().changes(connection);
            }
        }
    }

    /** One transaction with many rows; and the definitions. */
    void bigTransaction(int number) {
        site.source().execute(ChaosSite.DATABASE, """
                INSERT INTO public.filler_0 SELECT i, 'big' FROM generate_series(%1$d, %1$d + 15000) i;
                UPDATE public.filler_2 SET body = body || 'y', id = -id WHERE id %% 3 = 0;
                DELETE FROM public.filler_4 WHERE id %% 7 = %2$d""".formatted(100_000 * (number + 1), number % 7));
        DEFINITIONS.forEach(statement -> site.source().execute(ChaosSite.DATABASE, statement.formatted(number)));
    }

    /** Whether a table is one that the changes of definitions have made. */
    static boolean isLater(String table) {
        return table.startsWith("public.later_") || table.startsWith("public.keyless_");
    }

    void awaitCommits() {
        ledger.awaitCommits(20, LONG);
        mixed.awaitCommits(20, LONG);
    }

    /** What is not as it must be on a server, with what was acknowledged and is not there. */
    List<String> violations(PostgresServer server) throws SQLException {
        try (Connection connection = server.connect(ChaosSite.DATABASE)) {
            var found = new ArrayList<>(Ledger.violations(connection));
            long acknowledged = ledger.commits();
            long there = Ledger.transfers(connection);
            if (there < acknowledged) {
                found.add("%d transfers were acknowledged, %d are there".formatted(acknowledged, there));
            }
            return found;
        }
    }

    List<String> failures() {
        var all = new ArrayList<>(ledger.failures());
        all.addAll(mixed.failures());
        return all;
    }

    String told() {
        return "%d transfers and %d mixed transactions committed, %d connections lost"
                .formatted(ledger.commits(), mixed.commits(), ledger.disconnects() + mixed.disconnects());
    }

    @Override
    public void close() {
        ledger.close();
        mixed.close();
    }
}
