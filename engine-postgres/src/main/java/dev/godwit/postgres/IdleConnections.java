package dev.godwit.postgres;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.PgConnection;

/**
 * Connections whose user is done with them, for the next: to sign in costs both sides more than most questions do, and over
 * a slow line ten times as long. They are kept for seconds only, as a server has room for so many. Thread-safe.
 */
final class IdleConnections implements AutoCloseable {

    private static final Duration KEPT = Duration.ofSeconds(3);
    /** A name may lead to another server meanwhile, and a role lose its rights: who signs in anew notices. */
    private static final Duration OLDEST = Duration.ofMinutes(1);
    /** A server that was there just now answers sooner; another connection is tried after that. */
    private static final int PATIENCE_MILLIS = 10_000;

    private final int most;
    private final Deque<Kept> idle = new ArrayDeque<>();
    private boolean watched;
    private boolean closed;

    /** @param most how many are kept at a time; 0 for none */
    IdleConnections(int most) {
        this.most = most;
    }

    /**
     * One that waits.
     *
     * @param opened when it was opened, in the terms of {@link System#nanoTime}
     * @param since when its last user was done with it
     */
    private record Kept(PgConnection connection, long opened, long since) {}

    /** One that is as if it had just been opened, for one user, who closes it; null when there is none. */
    @Nullable Connection take() {
        for (Kept next = poll(); next != null; next = poll()) {
            if (renewed(next.connection)) {
                return lend(next.connection, next.opened);
            }
            end(next.connection);
        }
        return null;
    }

    private synchronized @Nullable Kept poll() {
        return idle.pollLast();
    }

    /** Nothing that its last user set, prepared or locked stays; false when it is broken. */
    private static boolean renewed(PgConnection connection) {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
            connection.setAutoCommit(true);
            connection.setReadOnly(false);
            String mark = Integer.toString(ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE));
            boolean answers;
            try (Statement statement = connection.createStatement()) {
                statement.execute("DISCARD ALL");
                statement.execute(Settings.ONCE_CONNECTED + "SELECT " + mark);
                answers = mark.equals(lastAnswer(statement));
            }
            connection.setNetworkTimeout(Runnable::run, before);
            return answers;
        } catch (SQLException e) {
            return false;
        }
    }

    /** What is not the answer to the last question was meant for the user before: he left in the middle of reading. */
    private static String lastAnswer(Statement statement) throws SQLException {
        String last = "";
        do {
            try (ResultSet row = statement.getResultSet()) {
                last = row != null && row.next() ? row.getString(1) : "";
            }
        } while (statement.getMoreResults() || statement.getUpdateCount() != -1);
        return last;
    }

    /** A new connection for one user, who closes it. What he leaves in the middle of something is not used again. */
    Connection lend(PgConnection connection) {
        return lend(connection, System.nanoTime());
    }

    private Connection lend(PgConnection connection, long opened) {
        return (Connection) Proxy.newProxyInstance(
                IdleConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new Lease(connection, opened));
    }

    private final class Lease implements InvocationHandler {

        private final PgConnection connection;
        private final long opened;
        private final long user = Thread.currentThread().threadId();
        private final AtomicBoolean over = new AtomicBoolean();

        Lease(PgConnection connection, long opened) {
            this.connection = connection;
            this.opened = opened;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "close" -> {
                    close();
                    yield null;
                }
                case "isClosed" -> over.get() || connection.isClosed();
                case "toString" -> connection.toString();
                default -> pass(method, arguments);
            };
        }

        private @Nullable Object pass(Method method, Object @Nullable [] arguments) throws Throwable {
            if (over.get()) {
                throw new SQLException("This connection has been closed.", "08003");
            }
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }

        /** Who closes it for somebody else wants to end what that one does. */
        private void close() throws SQLException {
            if (over.getAndSet(true)) {
                return;
            }
            boolean usable = Thread.currentThread().threadId() == user
                    && !connection.isClosed()
                    && connection.getTransactionState() == TransactionState.IDLE
                    && System.nanoTime() - opened < OLDEST.toNanos();
            if (!usable || !keep(connection, opened)) {
                connection.close();
            }
        }
    }

    private synchronized boolean keep(PgConnection connection, long opened) {
        if (closed || idle.size() >= most) {
            return false;
        }
        idle.addLast(new Kept(connection, opened, System.nanoTime()));
        if (!watched) {
            watched = true;
            Thread.ofVirtual().name("godwit-idle").start(this::watch);
        }
        return true;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(KEPT);
                expired().forEach(IdleConnections::end);
                synchronized (this) {
                    if (idle.isEmpty()) {
                        watched = false;
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<PgConnection> expired() {
        var old = new ArrayList<PgConnection>();
        while (!idle.isEmpty() && System.nanoTime() - idle.getFirst().since >= KEPT.toNanos()) {
            old.add(idle.removeFirst().connection);
        }
        return old;
    }

    /** Those in use are closed by their users, and not kept. */
    @Override
    public void close() {
        List<Kept> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(idle);
            idle.clear();
        }
        all.forEach(kept -> end(kept.connection));
    }

    private static void end(PgConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            return; // it is gone already
        }
    }
}
