package dev.godwit.postgres;

import dev.godwit.core.Finding;
import dev.godwit.core.Scope;
import dev.godwit.core.Severity;
import dev.godwit.core.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sees sessions that wait for a lock behind Godwit. Reading a table keeps nobody from reading or writing it, but a TRUNCATE
 * or ALTER TABLE waits, and everybody else then waits behind that.
 */
final class LockWaiters implements AutoCloseable {

    private final Sessions sessions;
    private final KeptConnection questions;
    private Set<String> seen = Set.of();

    LockWaiters(Sessions sessions) {
        this.sessions = sessions;
        this.questions = new KeptConnection(sessions);
    }

    /** Those who wait now and waited when this was last called: shorter waits hurt nobody. */
    synchronized List<Finding> lasting() {
        List<List<String>> waiting = questions.ask(
                "looking for who waits", connection -> Rows.of(connection, WAITING, sessions.application()));
        var now = new HashSet<String>();
        var lasting = new ArrayList<Finding>();
        for (List<String> row : waiting) {
            String waiter = "session %s of %s (%s) waits for a lock on %s"
                    .formatted(row.get(0), row.get(1), row.get(2), row.get(3));
            if (now.add(waiter) && seen.contains(waiter)) {
                var code = PostgresFailure.APPLICATION_WAITS;
                lasting.add(new Finding(code, Severity.WARNING, Side.SOURCE, Scope.DATABASE, waiter, code.advice()));
            }
        }
        seen = now;
        return lasting;
    }

    @Override
    public void close() {
        questions.close();
    }

    /** Who waits behind one of these is blocked by that one, not by Godwit, and is not listed. */
    private static final String WAITING = """
            SELECT DISTINCT l.pid, coalesce(a.usename::text, '?'), coalesce(nullif(a.application_name, ''), 'unnamed'),
                l.relation::pg_catalog.regclass::text
            FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            WHERE NOT l.granted AND l.locktype = 'relation' AND a.datname = pg_catalog.current_database()
            AND coalesce(a.application_name, '') NOT LIKE 'godwit %'
            AND EXISTS (SELECT FROM pg_catalog.pg_stat_activity g
                WHERE pg_catalog.strpos(g.application_name, ?) = 1
                AND g.pid = ANY (pg_catalog.pg_blocking_pids(l.pid)))
            """;
}
