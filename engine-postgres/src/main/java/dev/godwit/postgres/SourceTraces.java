package dev.godwit.postgres;

import dev.godwit.core.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a migration has left on its source, in words, and in statements for those who remove it by hand. */
final class SourceTraces {

    private final Sessions source;
    private final CaptureNames names;

    SourceTraces(Sessions source, CaptureNames names) {
        this.source = source;
        this.names = names;
    }

    /** Each object that is there. */
    List<String> list() {
        var traces = new ArrayList<String>();
        try (Connection connection = source.borrow()) {
            slots(connection, traces);
            for (String publication : new Publications(connection, source.version(), names).existing()) {
                traces.add("publication " + publication);
            }
            new ReplicaIdentities(connection, source.version(), names)
                    .remembered().keySet().stream()
                            .sorted()
                            .forEach(table -> traces.add("altered replica identity of " + table));
            for (TableName table : own()) {
                if (ReplicaIdentities.exists(connection, table)) {
                    traces.add(table.equals(names.door()) ? "the door closed to applications" : "table " + table);
                }
            }
        } catch (SQLException e) {
            throw Errors.failure("looking for what is on " + source.place(), e);
        }
        return traces;
    }

    private void slots(Connection connection, List<String> traces) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT slot_name, pg_catalog.pg_size_pretty(pg_catalog.pg_wal_lsn_diff(
                    CASE WHEN pg_catalog.pg_is_in_recovery() THEN restart_lsn
                        ELSE pg_catalog.pg_current_wal_lsn() END, restart_lsn))
                FROM pg_catalog.pg_replication_slots WHERE slot_name IN (?, ?) ORDER BY 1""")) {
            statement.setString(1, names.slot());
            statement.setString(2, names.viewSlot());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    traces.add(
                            "replication slot " + row.getString(1) + ", which keeps " + row.getString(2) + " of WAL");
                }
            }
        }
    }

    private List<TableName> own() {
        return List.of(names.identities(), names.heartbeat(), names.truncated(), names.definitions(), names.door());
    }

    /** In the order in which they are to be run; each may be run again. */
    static List<String> removalByHand(CaptureNames names) {
        var statements = new ArrayList<String>();
        DefinitionTriggers.removal(names).forEach(each -> statements.add(each + ";"));
        statements.add("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name IN ("
                + Sql.literal(names.slot()) + ", " + Sql.literal(names.viewSlot()) + ");");
        for (String publication :
                List.of(names.publication(), names.insertsPublication(), names.computedPublication())) {
            statements.add("DROP PUBLICATION IF EXISTS " + Sql.quote(publication) + ";");
        }
        statements.add("DROP FUNCTION IF EXISTS " + Sql.quote(names.truncated()) + "() CASCADE;");
        statements.add(IDENTITIES.formatted(Sql.literal(Sql.quote(names.identities())), Sql.quote(names.identities())));
        statements.add(DOOR.formatted(Sql.literal(Sql.quote(names.door())), Sql.quote(names.door())));
        for (TableName table : List.of(names.identities(), names.heartbeat(), names.truncated(), names.door())) {
            statements.add("DROP TABLE IF EXISTS " + Sql.quote(table) + ";");
        }
        statements.add(
                "DROP SCHEMA IF EXISTS " + CatalogReader.OWN_SCHEMA + "; -- refused while other migrations use it");
        return statements;
    }

    private static final String IDENTITIES = """
            DO $$ DECLARE t record; BEGIN IF to_regclass(%1$s) IS NOT NULL THEN
              FOR t IN SELECT * FROM %2$s LOOP
                EXECUTE format('ALTER TABLE ONLY %%I.%%I REPLICA IDENTITY %%s', t.schema, t.name, CASE t.identity
                  WHEN 'f' THEN 'FULL' WHEN 'd' THEN 'DEFAULT' WHEN 'n' THEN 'NOTHING'
                  ELSE coalesce('USING INDEX ' || quote_ident(t.index), 'NOTHING') END);
              END LOOP; END IF; END $$;""";

    private static final String DOOR = """
            DO $$ DECLARE t record; BEGIN IF to_regclass(%1$s) IS NOT NULL THEN
              FOR t IN SELECT undo FROM %2$s ORDER BY number DESC LOOP EXECUTE t.undo; END LOOP; END IF; END $$;""";
}
