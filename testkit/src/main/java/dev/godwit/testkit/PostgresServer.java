package dev.godwit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A real PostgreSQL server, with a data directory of its own, on a free port of the loopback interface.
 *
 * <p>It dies with this JVM, also when the JVM is killed, unless it was {@link #release released}. Its superuser is {@value
 * #SUPERUSER} and connections need {@link #password the password}, but for those that are made here. Not safe for use by
 * several threads, but for {@link #connect}.
 *
 * {@snippet :
 * try (var server = PostgresServer.start(17)) {
 *     server.execute("postgres", "CREATE TABLE hello (id int PRIMARY KEY)");
 * }
 * }
 */
public final class PostgresServer implements AutoCloseable {
    /** Name of the superuser that initdb makes. */
    public static final String SUPERUSER = "postgres";

    /** Only this address is listened on. */
    public static final String HOST = "127.0.0.1";

    /** How {@link #stop(Shutdown)} ends the server; PostgreSQL's own words. */
    public enum Shutdown {
        /** Sessions are ended, all is written: what {@code pg_ctl stop} does. */
        FAST,
        /** No checkpoint: the next start recovers from the log. */
        IMMEDIATE
    }

    private final PostgresServerOptions options;
    private final DataDirectory data;
    private int port;
    private ServerProcess process;

    private PostgresServer(PostgresServerOptions options, DataDirectory data, int port, ServerProcess process) {
        this.options = options;
        this.data = data;
        this.port = port;
        this.process = process;
    }

    /** Starts a server of this major version, 10 to 18, with the defaults of {@link PostgresServerOptions}. */
    public static PostgresServer start(int major) {
        return version(major).start();
    }

    /** Begins a server with options. */
    public static PostgresServerOptions version(int major) {
        return new PostgresServerOptions(major);
    }

    static PostgresServer start(PostgresServerOptions options) {
        try {
            var data = DataDirectory.create(options);
            try {
                return start(options, data);
            } catch (IOException | RuntimeException e) {
                data.delete();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresServer start(PostgresServerOptions options, DataDirectory data) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = options.port().orElseGet(FreePort::find);
            data.writeSettings(port, options.settings());
            try {
                return new PostgresServer(options, data, port, ServerProcess.start(data));
            } catch (ServerProcess.PortTaken taken) {
                if (options.port().isPresent() || attempt == 5) {
                    throw taken;
                }
            }
        }
    }

    /**
     * A standby of this server, which must be of version 12 or newer and without tablespaces; {@link #promote} makes it a
     * primary. Commits on this server wait for it from now on, so that a failover loses none that was acknowledged.
     */
    public PostgresServer standby() {
        try (var connection = connect("postgres")) {
            return Standby.of(connection, this, options, data, PostgresServer::start);
        } catch (SQLException e) {
            throw new UncheckedSqlException("Making a standby", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends a standby's recovery and waits for that. Nobody is waited for any more on a commit. */
    public void promote() {
        set("synchronous_standby_names", "");
        reload();
        execute("postgres", "SELECT pg_promote()");
    }

    /** Major version, 10 to 18. */
    public int major() {
        return options.major();
    }

    /** Port on {@link #HOST}; it stays the same when the server is stopped and started. */
    public int port() {
        return port;
    }

    /** The server's data directory. */
    public Path data() {
        return data.path();
    }

    /** Process id of the postmaster; meaningless while the server does not run. */
    public long pid() {
        return process.pid();
    }

    /** The clock of its processes; empty without {@link PostgresServerOptions#clock}, and where none can be had. */
    public Optional<ProcessClock> clock() {
        return data.clock();
    }

    /** Password of {@link #SUPERUSER}. */
    public String password() {
        return DataDirectory.PASSWORD;
    }

    /** All that the server has logged since its data directory was made. */
    public String log() {
        return data.log(0);
    }

    /**
     * Certificate of the server, in PEM, which is also its own authority.
     *
     * @throws IllegalStateException when the server was started without {@link PostgresServerOptions#tls}
     */
    public Path certificate() {
        return data.certificate();
    }

    /** The URL that PostgreSQL's own clients take, without the password: {@code postgresql://postgres@127.0.0.1:…/name}. */
    public String url(String database) {
        return url(database, SUPERUSER);
    }

    /** The URL that PostgreSQL's own clients take, for this user and without a password. */
    public String url(String database, String user) {
        return "postgresql://%s@%s:%d/%s".formatted(PercentEncoding.of(user), HOST, port, PercentEncoding.of(database));
    }

    /** The URL for JDBC, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(HOST, port, PercentEncoding.of(database));
    }

    /** A new connection as the superuser; the caller closes it. */
    public Connection connect(String database) {
        return connect(database, door());
    }

    private Map<String, String> door() {
        return data.kept() ? Map.of() : SideDoor.properties();
    }

    /** A new connection as this user; the caller closes it. */
    public Connection connect(String database, String user, String password) {
        return connect(database, Map.of("user", user, "password", password));
    }

    /** A new connection with these pgjdbc properties, for instance {@code replication=database}; the caller closes it. */
    public Connection connect(String database, Map<String, String> properties) {
        var all = new Properties();
        all.setProperty("user", SUPERUSER);
        all.setProperty("password", password());
        all.putAll(properties);
        try {
            return DriverManager.getConnection(jdbcUrl(database), all);
        } catch (SQLException e) {
            throw new UncheckedSqlException("Cannot connect to " + jdbcUrl(database), e);
        }
    }

    /**
     * Runs each statement, or each script of several, as the superuser; each argument is one transaction. {@link
     * HostileSettings} do not reach it.
     */
    public void execute(String database, String... sql) {
        var properties = new HashMap<>(door());
        properties.put("options", HostileSettings.antidote(major()));
        try (var connection = connect(database, properties)) {
            for (String each : List.of(sql)) {
                SqlScript.of(each).run(connection);
            }
        } catch (SQLException e) {
            throw new UncheckedSqlException("Cannot close the connection to " + jdbcUrl(database), e);
        }
    }

    /** Creates a database; {@code options} as in {@code CREATE DATABASE name …}, for instance {@code ENCODING 'LATIN1'}. */
    public void createDatabase(String name, String... options) {
        execute("postgres", "CREATE DATABASE %s %s".formatted(Sql.identifier(name), String.join(" ", options)));
    }

    /** Whether the postmaster runs. */
    public boolean running() {
        return process.running();
    }

    /** Changes a setting in the configuration file; {@link #reload} or {@link #restart} make it take effect. */
    public void set(String setting, String value) {
        options.set(setting, value);
        data.writeSettings(port, options.settings());
    }

    /** Makes the server read its configuration again. */
    public void reload() {
        execute("postgres", "SELECT pg_reload_conf()");
    }

    /** Stops the server and keeps its data. Does nothing when it does not run. */
    public void stop(Shutdown how) {
        process.stop(how == Shutdown.FAST ? "INT" : "QUIT");
    }

    /** Kills the postmaster and all its children at once, with SIGKILL, as a machine that loses power would. */
    public void kill9() {
        process.kill();
    }

    /** Starts the server again, on the same data and the same port. Does nothing when it runs. */
    public void start() {
        if (!process.running()) {
            process = ServerProcess.start(data);
        }
    }

    /** Stops and starts the server. */
    public void restart() {
        stop(Shutdown.FAST);
        start();
    }

    /** Lets the server live on after this JVM, with its data. {@link #close} then does nothing. */
    public void release() {
        process.release();
        data.keep(options);
        process.reload();
    }

    /** Ends the server and deletes its data, unless it was {@link #release released}. */
    @Override
    public void close() {
        if (data.kept()) {
            return;
        }
        process.stop("QUIT");
        data.delete();
    }
}
