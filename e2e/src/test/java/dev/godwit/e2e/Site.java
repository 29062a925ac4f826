package dev.godwit.e2e;

import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.PostgresServerOptions;
import dev.godwit.testkit.ProcessClock;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server with a profile for each of two database servers. */
record Site(PostgresServer source, PostgresServer target, ServiceProcess service) implements AutoCloseable {

    static final String SOURCE = "source";
    static final String TARGET = "target";

    /** Each job takes connections, a slot and senders of the source. */
    private static final int MOST = 80;

    static Site start(Path data) {
        return start(data, 15, 17);
    }

    static Site start(Path data, int from, int to) {
        return start(server(from).start(), server(to).start(), ServiceProcess.start(data));
    }

    private static Site start(PostgresServer source, PostgresServer target, ServiceProcess service) {
        var site = new Site(source, target, service);
        site.rest().profile(SOURCE, url(source), source.password());
        site.rest().profile(TARGET, url(target), target.password());
        source.createDatabase("small");
        source.execute(
                "small",
                "CREATE TABLE item (id int PRIMARY KEY, body text)",
                "CREATE TABLE note (body text)",
                "CREATE UNLOGGED TABLE scratch (body text)", // copied in the switch: no change of it is followed
                "CREATE SEQUENCE number START 7",
                "INSERT INTO item SELECT i, 'item ' || i FROM generate_series(1, 2000) i",
                "INSERT INTO note SELECT 'note ' || i FROM generate_series(1, 100) i",
                "SELECT nextval('number')");
        return site;
    }

    /** The clocks of the source, and of Godwit by this one, can be set. */
    static Site start(Path data, ProcessClock clock) {
        var source = server(15).clock().start();
        return start(source, server(17).start(), ServiceProcess.start(data, clock.environment()));
    }

    private static PostgresServerOptions server(int major) {
        return PostgresServer.version(major)
                .set("max_connections", "400")
                .set("max_wal_senders", Integer.toString(MOST))
                .set("max_replication_slots", Integer.toString(MOST))
                .set("max_logical_replication_workers", "4");
    }

    /** Without a database. */
    static String url(PostgresServer server) {
        return server.url("").replaceAll("/$", "");
    }

    Rest rest() {
        return service.rest();
    }

    /** A profile of a server that is reached on another port than its own, through something in between. */
    void profile(String name, PostgresServer server, int port) {
        rest().profile(name, url(server).replace(":" + server.port(), ":" + port), server.password());
    }

    /** A database of this name on both sides. */
    void emptyDatabase(String name) {
        source.createDatabase(name);
        target.createDatabase(name);
    }

    /** A database with three small tables and a sequence on the source, and an empty one on the target. */
    void database(String name) {
        source.createDatabase(name, "TEMPLATE small");
        target.createDatabase(name);
    }

    /** A job of databases of these names, with further settings. */
    RemoteJob job(String name, Map<String, ?> more, String... databases) {
        var settings = new HashMap<String, Object>(
                Map.of("name", name, "source", SOURCE, "target", TARGET, "databases", List.of(databases)));
        settings.putAll(more);
        return rest().create(settings);
    }

    /** A job of one new small database of the same name. */
    RemoteJob job(String name, Map<String, ?> more) {
        database(name);
        return job(name, more, name);
    }

    @Override
    public void close() {
        service.close();
        source.close();
        target.close();
    }
}
