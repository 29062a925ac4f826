package dev.godwit.service.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.service.ServiceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The database in which everything is kept, brought to its newest form. Thread-safe. */
public final class Database implements AutoCloseable {

    private static final int CONNECTIONS = 8;
    /** Shorter than it takes until other servers take over. */
    private static final long CONNECT_MILLIS = 5_000;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Dialect dialect;
    private final boolean shared;
    /** A file has one writer at a time; in a queue they wait shorter than they would by trying again. */
    private final ReentrantLock writing = new ReentrantLock(true);

    private Database(HikariDataSource pool, Dialect dialect, boolean shared) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.dialect = dialect;
        this.shared = shared;
    }

    /** A file, which is made as needed and which several processes of this machine may use at once. */
    public static Database file(Path file) {
        var config = new HikariConfig();
        var source = new SQLiteDataSource(new SQLiteConfig(settings()));
        source.setUrl("jdbc:sqlite:" + file);
        config.setDataSource(source);
        return open(config, "sqlite", file.toString(), false);
    }

    /**
     * A database on a server, which several servers of Godwit may share.
     *
     * @param url {@code scheme://user@host:port/database}
     * @param password null for the one in the address, or for the one the driver finds
     */
    public static Database server(String url, @Nullable Secret password) {
        var config = new HikariConfig();
        URI address;
        try {
            address = new URI(url);
        } catch (URISyntaxException e) {
            throw unusable("the address of the store is not understood", e);
        }
        String scheme = Objects.requireNonNullElse(address.getScheme(), "");
        @Nullable String user = address.getUserInfo();
        if (user != null) {
            String[] parts = user.split(":", 2);
            config.setUsername(parts[0]);
            if (parts.length > 1) {
                config.setPassword(parts[1]);
            }
        }
        if (password != null) {
            config.setPassword(password.reveal());
        }
        String rest = address.getRawSchemeSpecificPart().replaceFirst("^//[^/@]*@", "//");
        config.setJdbcUrl("jdbc:" + scheme + ":" + rest);
        return open(config, scheme, scheme + ":" + rest, true);
    }

    private static Database open(HikariConfig config, String scheme, String name, boolean shared) {
        var dialect = Dialect.of(scheme).orElseThrow(() -> unusable(name + ": no such kind of store", null));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setPoolName("store");
        config.setDataSourceProperties(dialect.driver());
        try {
            var pool = new HikariDataSource(config);
            try {
                migrate(pool, dialect);
            } catch (RuntimeException e) {
                pool.close();
                throw e;
            }
            return new Database(pool, dialect, shared);
        } catch (FlywayException | com.zaxxer.hikari.pool.HikariPool.PoolInitializationException e) {
            throw unusable(name + ": " + firstLine(e), e);
        }
    }

    private static void migrate(HikariDataSource pool, Dialect dialect) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:dev/godwit/service/store/migrations")
                .placeholders(Map.of("serial", dialect.serial()))
                .load()
                .migrate();
    }

    private static Properties settings() {
        var settings = new Properties();
        try (InputStream file = Objects.requireNonNull(Database.class.getResourceAsStream("sqlite.properties"))) {
            settings.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }

    private static String firstLine(Exception e) {
        @Nullable String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static Failure unusable(String found, @Nullable Exception cause) {
        var failure = Failure.of(ServiceFailure.STORE_UNUSABLE).found("%s", found);
        return cause == null ? failure.build() : failure.cause(cause).build();
    }

    /** Whether servers on other machines may use it too. */
    public boolean isShared() {
        return shared;
    }

    /** The store's own clock as an expression, microseconds since 1970. */
    String now() {
        return dialect.now();
    }

    /** Reads. */
    public <T> T read(Function<Handle, T> work) {
        try {
            return jdbi.withHandle(work::apply);
        } catch (JdbiException e) {
            throw unusable("the store does not answer: " + firstLine(e), e);
        }
    }

    /** Changes something, or nothing when it throws. */
    public void write(Consumer<Handle> work) {
        writeAndAnswer(handle -> {
            work.accept(handle);
            return true;
        });
    }

    /** The same with an answer. */
    public <T> T writeAndAnswer(Function<Handle, T> work) {
        writing.lock();
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            if (isDuplicate(e)) {
                throw e;
            }
            throw unusable("the store does not answer: " + firstLine(e), e);
        } finally {
            writing.unlock();
        }
    }

    /** Whether a statement failed because a row of this key is there already. */
    static boolean isDuplicate(Exception e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof org.sqlite.SQLiteException sqlite) {
                return sqlite.getResultCode().name().startsWith("SQLITE_CONSTRAINT");
            }
            if (cause instanceof SQLException sql && "23505".equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        pool.close();
    }
}
