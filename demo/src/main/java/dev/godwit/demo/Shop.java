package dev.godwit.demo;

import dev.godwit.testkit.Databases;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.SqlScript;
import dev.godwit.testkit.load.Bank;
import dev.godwit.testkit.load.Connections;
import dev.godwit.testkit.load.MixedLoad;
import dev.godwit.testkit.load.Writers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** The database that the demo moves: a shop, a bank, and tables that each are awkward in one way. */
final class Shop {

    static final String NAME = "shop";

    /** Rows of the bank, which its accounts make up. */
    private static final long BANK_ROWS = 100_000;

    private static final long ORDERS_PER_CUSTOMER = 20;

    private final PostgresServer server;
    private final Bank bank;
    private final MixedLoad mixed;

    private Shop(PostgresServer server, Bank bank, MixedLoad mixed) {
        this.server = server;
        this.bank = bank;
        this.mixed = mixed;
    }

    /** @param rows about how many rows there are afterwards */
    static Shop open(PostgresServer server, long rows) {
        server.execute("postgres", "CREATE DATABASE " + NAME);
        long orders = Math.max(ORDERS_PER_CUSTOMER, rows - BANK_ROWS);
        String script = script().replace(":customers", Long.toString(Math.max(1, orders / ORDERS_PER_CUSTOMER)))
                .replace(":orders", Long.toString(orders));
        try (var connection = server.connect(NAME)) {
            SqlScript.of(script).forVersion(server.major()).run(connection);
            return new Shop(server, Bank.create(connection, 1), mixed(server, connection));
        } catch (SQLException e) {
            throw new IllegalStateException("the demo's database could not be made", e);
        }
    }

    private static MixedLoad mixed(PostgresServer server, Connection connection) {
        // Version 10 does not tell of TRUNCATE.
        return server.major() == 10 ? MixedLoad.createWithoutTruncate(connection) : MixedLoad.create(connection);
    }

    private static String script() {
        try (var file = Objects.requireNonNull(Shop.class.getResourceAsStream("shop.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens the doors: applications write until they are stopped. */
    List<Writers> write() {
        var connections = Connections.to(server, NAME);
        return List.of(
                bank.customers(connections).writers(2).perSecond(200).start(),
                mixed.application(connections).writers(2).perSecond(20).start());
    }

    /** What is not the same on both servers, by a comparison that shares no code with Godwit's own. */
    static List<String> differences(PostgresServer source, PostgresServer target) {
        try (var left = source.connect(NAME);
                var right = target.connect(NAME)) {
            return Databases.differences(Databases.checksums(left), Databases.checksums(right));
        } catch (SQLException e) {
            throw new IllegalStateException("the demo's servers could not be compared", e);
        }
    }
}
