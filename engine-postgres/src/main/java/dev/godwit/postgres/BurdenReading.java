package dev.godwit.postgres;

import dev.godwit.core.SourceBurden;
import dev.godwit.core.SourceBurden.Holder;
import dev.godwit.core.SourceBurden.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a migration costs its source: the WAL behind its slots, the horizon behind its snapshots, and who else holds
 * either back. Free space on the disk is not told to ordinary users, so that stays unknown.
 */
final class BurdenReading implements AutoCloseable {

    /** Sessions of applications that are open longer are worth a name. */
    static final Duration LONG_OPEN = Duration.ofMinutes(5);
    /** One that is in order is committed at once. */
    static final Duration LONG_PREPARED = Duration.ofSeconds(10);

    private static final long MEGABYTE = 1L << 20;

    private final Sessions sessions;
    private final CaptureNames names;
    private final Duration longOpen;
    private final Duration longPrepared;
    private final KeptConnection questions;

    /**
     * @param longOpen from which age on a session's transaction is named
     * @param longPrepared from which age on a prepared transaction is
     */
    BurdenReading(Sessions sessions, CaptureNames names, Duration longOpen, Duration longPrepared) {
        this.sessions = sessions;
        this.names = names;
        this.longOpen = longOpen;
        this.longPrepared = longPrepared;
        this.questions = new KeptConnection(sessions);
    }

    SourceBurden read() {
        int major = sessions.version().major();
        return questions.ask("asking what is kept", connection -> read(connection, major));
    }

    private SourceBurden read(Connection connection, int major) throws SQLException {
        boolean tells = major >= 13;
        String query = SLOT.formatted(tells ? "max(s.wal_status)" : "''", tells ? "min(s.safe_wal_size)" : "''");
        List<String> slot =
                Rows.of(connection, query, names.slot(), names.viewSlot()).getFirst();
        long keep = Rows.settingNumber(connection, "max_slot_wal_keep_size");
        List<String> load = Rows.of(connection, LOAD).getFirst();
        return new SourceBurden(
                slot.get(0).equals("t"),
                Math.max(0, Long.parseLong(slot.get(1))),
                keep < 0 ? null : (Long) (keep * MEGABYTE),
                number(slot.get(3)),
                standing(slot.get(2)),
                larger(number(slot.get(4)), horizon(connection)),
                null,
                holders(connection),
                load.get(0).isEmpty() ? null : (Integer) Integer.parseInt(load.get(0)),
                load.get(1).isEmpty() ? null : Duration.ofMillis(Long.parseLong(load.get(1))));
    }

    /** As pg_replication_slots has it since 13; before, log is kept whatever it costs. */
    private static Standing standing(String walStatus) {
        return switch (walStatus) {
            case "extended" -> Standing.PRESSED;
            case "unreserved" -> Standing.ENDANGERED;
            case "lost" -> Standing.LOST;
            default -> Standing.SAFE;
        };
    }

    private @Nullable Long horizon(Connection connection) throws SQLException {
        return number(Rows.string(connection, HORIZON, sessions.application(), sessions.programName()));
    }

    private List<Holder> holders(Connection connection) throws SQLException {
        return Rows.of(connection, HOLDERS, longPrepared.toSeconds(), longOpen.toSeconds()).stream()
                .map(row -> new Holder(row.get(0), Duration.ofSeconds(Long.parseLong(row.get(1)))))
                .toList();
    }

    private static @Nullable Long number(String text) {
        return text.isEmpty() ? null : (Long) Long.parseLong(text);
    }

    private static @Nullable Long larger(@Nullable Long one, @Nullable Long other) {
        return one == null ? other : other == null ? one : (Long) Math.max(one, other);
    }

    @Override
    public void close() {
        questions.close();
    }

    /** The slot that lives for one snapshot keeps log too; it has no standing of its own. */
    private static final String SLOT = """
            SELECT count(s.slot_name) > 0, coalesce(max(pg_catalog.pg_wal_lsn_diff(
                    CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn()
                        ELSE pg_catalog.pg_current_wal_lsn() END, k.restart_lsn)), 0)::int8,
                %s, %s, max(greatest(pg_catalog.age(k.catalog_xmin), pg_catalog.age(k.xmin)))
            FROM (SELECT ?::text AS slot, ?::text AS view) names
            LEFT JOIN pg_catalog.pg_replication_slots k ON k.slot_name IN (slot, view)
            LEFT JOIN pg_catalog.pg_replication_slots s ON s.slot_name = slot
            """;
    /** What this question itself sees does not count. */
    private static final String HORIZON = """
            SELECT max(pg_catalog.age(backend_xmin)) FROM pg_catalog.pg_stat_activity
            WHERE application_name IN (?, ?) AND pid <> pg_catalog.pg_backend_pid()
            """;
    /** Who only reads in another database holds back nothing here. */
    private static final String HOLDERS = """
            SELECT who, age FROM (
                SELECT pg_catalog.format('prepared transaction %L of user %s in database %s', gid, owner, database) AS who,
                    extract(epoch FROM pg_catalog.clock_timestamp() - prepared)::int8 AS age
                FROM pg_catalog.pg_prepared_xacts
                WHERE prepared < pg_catalog.clock_timestamp() - ? * interval '1 second'
                UNION ALL
                SELECT pg_catalog.format('session %s of %s, user %s in database %s', pid,
                        coalesce(nullif(application_name, ''), 'an unnamed application'), usename, datname),
                    extract(epoch FROM pg_catalog.clock_timestamp() - xact_start)::int8
                FROM pg_catalog.pg_stat_activity
                WHERE backend_type = 'client backend' AND application_name NOT LIKE 'godwit %'
                AND xact_start < pg_catalog.clock_timestamp() - ? * interval '1 second'
                AND (backend_xid IS NOT NULL
                    OR backend_xmin IS NOT NULL AND datname = pg_catalog.current_database())) holders
            ORDER BY age DESC LIMIT 5
            """;
    /** Whose rights do not show other users' sessions knows neither. */
    private static final String LOAD = """
            SELECT CASE WHEN pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') THEN
                    (SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE state = 'active'
                        AND backend_type = 'client backend' AND application_name NOT LIKE 'godwit %') END,
                CASE WHEN pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE') THEN
                    (SELECT coalesce(extract(epoch FROM max(replay_lag)) * 1000, 0)::int8
                        FROM pg_catalog.pg_stat_replication WHERE pid NOT IN (
                            SELECT active_pid FROM pg_catalog.pg_replication_slots
                            WHERE slot_type = 'logical' AND active_pid IS NOT NULL)) END
            """;
}
