package dev.godwit.postgres;

import dev.godwit.core.Mode;
import dev.godwit.core.Option;
import dev.godwit.core.Plan;
import dev.godwit.core.Secret;
import dev.godwit.core.Selection;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A database of a test's server as the engine sees it. */
record Side(PostgresServer server, String database, Sessions sessions) {

    static Side of(PostgresServer server, String database) {
        server.createDatabase(database);
        return in(server, database);
    }

    static Side in(PostgresServer server, String database) {
        var address = AddressParser.parse(server.url(database));
        return new Side(server, database, new Sessions(address, new Secret(server.password()), "test"));
    }

    static Plan plan(int workers) {
        return new Plan(
                "test",
                Mode.OFFLINE,
                Option.MIGRATE,
                Selection.ALL,
                workers,
                Plan.ExistingTarget.FAIL,
                Plan.Promote.AUTO,
                Plan.Fence.CHECK,
                true,
                Plan.Owner.KEEP,
                Plan.Keyless.FULL);
    }

    void execute(String... sql) {
        server.execute(database, sql);
    }

    Map<TableName, TableDetail> tables() throws SQLException {
        try (Connection connection = sessions.open()) {
            return new CatalogReader(connection, sessions.version(), Selection.ALL).read();
        }
    }

    Table table(String name) throws SQLException {
        return Objects.requireNonNull(tables().get(new TableName("public", name)))
                .table();
    }

    /** First column of all rows. */
    List<String> column(String sql) throws SQLException {
        try (Connection connection = sessions.open();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        }
    }
}
