package dev.godwit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Failure;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.testkit.PostgresServer;
import java.util.ArrayList;
import java.util.Map;

/** Two servers with a database each. */
record Pair(Side source, Side target) implements AutoCloseable {

    static Pair start(int sourceMajor, int targetMajor) {
        return new Pair(
                Side.of(PostgresServer.start(sourceMajor), "source"),
                Side.of(PostgresServer.start(targetMajor), "target"));
    }

    void both(String... schema) {
        source.execute(schema);
        target.execute(schema);
    }

    /** Copies every table of the source; the target has made them already. */
    void copyAll() throws Exception {
        Map<TableName, TableDetail> all = source.tables();
        var refused = new ArrayList<String>();
        try (var pipe = new Pipe(source, target);
                var snapshot = PostgresSnapshot.own(source.sessions(), all, 2)) {
            for (TableDetail table : all.values()) {
                try {
                    pipe.copy(snapshot, table.table(), 1);
                } catch (Failure e) {
                    refused.add(e.getMessage());
                }
            }
        }
        assertThat(refused).isEmpty();
    }

    /** By checksum, which is tested on its own. */
    void assertEqual() throws Exception {
        Map<TableName, TableDetail> tables = source.tables();
        assertThat(tables).isNotEmpty();
        var differing = new ArrayList<String>();
        try (var there = PostgresSnapshot.own(source.sessions(), tables, 2);
                var here = PostgresSnapshot.own(target.sessions(), Map.of(), 2)) {
            for (TableDetail detail : tables.values()) {
                Table table = detail.table();
                if (!here.checksum(table).equals(there.checksum(table))) {
                    differing.add(table.name().toString());
                }
            }
        }
        assertThat(differing).isEmpty();
    }

    @Override
    public void close() {
        source.server().close();
        target.server().close();
    }
}
