package dev.godwit.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** How a {@link PostgresServer} shall be. The defaults suit a source or a target of a migration that is tested. */
public final class PostgresServerOptions {
    private final int major;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> initdb = new ArrayList<>(List.of("--encoding=UTF8", "--locale=C"));
    private OptionalInt port = OptionalInt.empty();
    private String authentication = "scram-sha-256";
    private boolean tls;
    private boolean clock;

    PostgresServerOptions(int major) {
        this.major = major;
        settings.put("wal_level", "logical"); // most tests migrate away from the server
        settings.put("fsync", "off"); // data need not survive the machine, only the server
        settings.put("max_connections", "100");
        settings.put("max_wal_senders", "20");
        settings.put("max_replication_slots", "20");
        settings.put("shared_buffers", "64MB"); // several servers share a small machine
        settings.put("autovacuum_naptime", "10s"); // ANALYZE and freezing happen within a test's time
        settings.put("log_line_prefix", "%m [%p] %q%u@%d/%a ");
    }

    /** Any setting of {@code postgresql.conf}, unquoted; see PostgreSQL's documentation, chapter "Server Configuration". */
    public PostgresServerOptions set(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /** A fixed port instead of a free one. */
    public PostgresServerOptions port(int fixed) {
        port = OptionalInt.of(fixed);
        return this;
    }

    /** Further options of initdb, for instance {@code --wal-segsize=1}; later ones win over {@code UTF8} and locale C. */
    public PostgresServerOptions initdb(String... options) {
        initdb.addAll(List.of(options));
        return this;
    }

    /** Passwords are exchanged and stored as md5, as on servers that came a long way. The default is scram-sha-256. */
    public PostgresServerOptions md5() {
        authentication = "md5";
        return this;
    }

    /** The server speaks TLS too, with a certificate of its own for localhost and 127.0.0.1. */
    public PostgresServerOptions tls() {
        tls = true;
        return this;
    }

    /** Its clock can be set, see {@link PostgresServer#clock}. */
    public PostgresServerOptions clock() {
        clock = true;
        return this;
    }

    /** Starts the server; it takes well under a second once the binaries are in the cache. */
    public PostgresServer start() {
        return PostgresServer.start(this);
    }

    PostgresServerOptions copy() {
        var copy = new PostgresServerOptions(major);
        copy.settings.clear();
        copy.settings.putAll(settings);
        copy.initdb.clear();
        copy.initdb.addAll(initdb);
        copy.authentication = authentication;
        copy.tls = tls;
        copy.clock = clock;
        return copy;
    }

    int major() {
        return major;
    }

    Map<String, String> settings() {
        return settings;
    }

    OptionalInt port() {
        return port;
    }

    String authentication() {
        return authentication;
    }

    boolean withTls() {
        return tls;
    }

    boolean withClock() {
        return clock;
    }

    /** Arguments of initdb; they decide which template is used. */
    List<String> initdb() {
        var all = new ArrayList<>(initdb);
        all.add("--auth-local=trust"); // no socket is listened on
        all.add("--auth-host=" + authentication);
        return all;
    }
}
