package dev.godwit.postgres;

import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.core.Server;
import dev.godwit.core.spi.Access;
import dev.godwit.core.spi.Via;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PgConnection;

/**
 * Opens connections to one database, each with every setting pinned that could change what is read or written, see {@link
 * Settings}. What keeps a connection from being made is a {@link Failure} with the address and a next
 * step.
 */
final class Sessions implements AutoCloseable {

    /** Begins the application_name of every connection of Godwit's. */
    static final String APPLICATION = "godwit";

    /** Questions are asked one after the other, or on two threads. */
    private static final int KEPT = 2;

    private final Address address;
    private final Optional<Secret> password;
    private final String id;
    private final @Nullable Via via;
    private final Guard guard;
    /** Backends that served this object lately: those that it may end. */
    private final OwnBackends backends;

    private final IdleConnections idle;
    private volatile @Nullable ServerVersion version;
    /** 0 until the server has said it. */
    private volatile int major;

    /**
     * @param password null to use the address's, or what ~/.pgpass says
     * @param id the migration's id, shown in the server's list of sessions
     */
    Sessions(Address address, @Nullable Secret password, String id) {
        this(address, password, id, null, connection -> {}, new OwnBackends(), new IdleConnections(KEPT));
    }

    private Sessions(
            Address address,
            @Nullable Secret password,
            String id,
            @Nullable Via via,
            Guard guard,
            OwnBackends backends,
            IdleConnections idle) {
        this.address = address;
        this.id = id;
        this.via = via;
        this.guard = guard;
        this.backends = backends;
        this.idle = idle;
        this.password = Optional.ofNullable(password)
                .or(() -> Optional.ofNullable(address.secrets().get("password")));
    }

    /** Sessions for what a user gave. */
    static Sessions of(Access access, String id) {
        Address address = AddressParser.parse(access.url());
        String database = access.database();
        Address wanted = database == null ? address : address.with(database);
        return new Sessions(
                wanted,
                access.password(),
                id,
                access.via(),
                connection -> {},
                new OwnBackends(),
                new IdleConnections(KEPT));
    }

    /** The same, through a tunnel. */
    Sessions via(@Nullable Via near) {
        return new Sessions(address, password.orElse(null), id, near, guard, backends, new IdleConnections(KEPT));
    }

    /** The same, where each connection is checked once it stands. */
    Sessions guarded(Guard check) {
        return new Sessions(address, password.orElse(null), id, via, check, backends, idle);
    }

    /** Refuses connections of who may not use them. */
    @FunctionalInterface
    interface Guard {

        void check(Connection connection) throws SQLException;
    }

    /** @throws Failure what the guard refuses with */
    void checkOwner() {
        try (Connection connection = unguarded()) {
            guard.check(connection);
        } catch (SQLException e) {
            throw Errors.failure("asking " + place() + " whose the migration is", e);
        }
    }

    /** Ends what is at work for this object, or as a program of this migration. */
    void end() {
        try (Connection connection = unguarded()) {
            backends.end(connection, application(), programName());
        } catch (SQLException e) {
            throw Errors.failure("ending sessions on " + place(), e);
        }
    }

    Address address() {
        return address;
    }

    /** Sessions of the same user on another database of the server; none lingers there, so that it can be dropped. */
    Sessions on(String database) {
        return new Sessions(
                address.with(database),
                password.orElse(null),
                id,
                via,
                connection -> {},
                backends,
                new IdleConnections(0));
    }

    /** application_name of every connection. */
    String application() {
        return APPLICATION + " " + id;
    }

    /** Host, port and database, for people. */
    String place() {
        return address.place();
    }

    /** The password that signs in: the one given, or that of the password file. */
    Optional<Secret> password() {
        return password.or(() -> PasswordFile.find(PasswordFile.of(address, System.getenv(), home()), address));
    }

    /** What the server's list of sessions shows for client programs that work for this migration. */
    String programName() {
        return APPLICATION + " " + id + " schema";
    }

    /**
     * Lets a client program sign in here.
     *
     * @param settings further options of its session, as in PGOPTIONS
     */
    void writeEnvironment(String settings, Map<String, String> environment) {
        String pinned = Settings.atStart(version().major()) + " " + settings;
        LibpqEnvironment.write(address, via, password(), programName(), pinned.strip(), environment);
    }

    /** The server's version; it is asked once. */
    ServerVersion version() {
        ServerVersion known = version;
        return known == null ? askVersion() : known;
    }

    /** The server as it answers now. */
    Server server() {
        ServerVersion answered = askVersion();
        return new Server("PostgreSQL " + answered.major(), answered.text(), address.hostAndPort(), address.database());
    }

    private ServerVersion askVersion() {
        try (Connection connection = borrow()) {
            ServerVersion answered = CatalogReader.version(connection);
            version = answered;
            return answered;
        } catch (SQLException e) {
            throw Errors.failure("asking " + place() + " for its version", e);
        }
    }

    /** A connection of its own, in autocommit mode: for long use, or for rows in bulk. */
    Connection open() throws SQLException {
        return guarded(connect(properties()));
    }

    /** A connection in autocommit mode for a few statements, perhaps one that was borrowed before. */
    Connection borrow() throws SQLException {
        return guarded(unguarded());
    }

    private Connection unguarded() throws SQLException {
        Connection again = idle.take();
        return again == null ? idle.lend(connect(properties())) : again;
    }

    private Connection guarded(Connection connection) throws SQLException {
        try {
            guard.check(connection);
            return connection;
        } catch (SQLException | Failure e) {
            connection.close();
            throw e;
        }
    }

    /** Ends connections that wait for a next user. Those in use stay, and others can be opened. */
    @Override
    public void close() {
        idle.close();
    }

    /** A connection that speaks the replication protocol; it also takes plain statements. */
    PgConnection openReplication() throws SQLException {
        Properties properties = properties();
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        return connect(properties);
    }

    /** The first connection learns the version; if that has settings of its own to pin, it is made again with them. */
    private PgConnection connect(Properties properties) throws SQLException {
        int assumed = major;
        PgConnection connection = signIn(properties, assumed);
        try {
            int answered = connection.getServerMajorVersion();
            if (!Settings.atStart(assumed).equals(Settings.atStart(answered))) {
                connection.close();
                connection = signIn(properties, answered);
            }
            if (assumed == 0) {
                Pooler.refuse(connection, () -> signIn(properties, answered), address);
            }
            major = answered;
            try (Statement statement = connection.createStatement()) {
                statement.execute(Settings.ONCE_CONNECTED);
            }
            backends.add(connection.getBackendPID());
            return connection;
        } catch (Failure e) {
            connection.close();
            throw e;
        } catch (SQLException e) {
            connection.close();
            throw Errors.failure("setting up a session on " + place(), e);
        }
    }

    private PgConnection signIn(Properties properties, int knownMajor) {
        String own = address.options().getOrDefault("options", "");
        PGProperty.OPTIONS.set(properties, (own + " " + Settings.atStart(knownMajor)).strip());
        try {
            return DriverManager.getConnection("jdbc:postgresql://" + address.hostAndPort() + "/", properties)
                    .unwrap(PgConnection.class);
        } catch (SQLException e) {
            boolean passwordKnown = PGProperty.PASSWORD.getOrDefault(properties) != null;
            throw ConnectFailures.failure(address, passwordKnown, e);
        }
    }

    /** What a connection is opened with, in the driver's terms. */
    Properties properties() {
        Properties properties = DriverOptions.of(address, home());
        password().ifPresent(secret -> PGProperty.PASSWORD.set(properties, secret.reveal()));
        PGProperty.APPLICATION_NAME.set(properties, application());
        if (via != null) {
            PGProperty.SOCKET_FACTORY.set(properties, ViaSocketFactory.class.getName());
            PGProperty.SOCKET_FACTORY_ARG.set(properties, ViaSocketFactory.argument(via));
        }
        return properties;
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }
}
