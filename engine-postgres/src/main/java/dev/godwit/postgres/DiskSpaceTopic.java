package dev.godwit.postgres;

import dev.godwit.core.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Whether the target's disk has room, where that can be known: on this machine, with a readable data_directory. */
final class DiskSpaceTopic implements Topic {

    private static final long MIB = 1024 * 1024;

    private final Sessions target;
    private final SelectedTables tables;

    DiskSpaceTopic(Sessions target, SelectedTables tables) {
        this.target = target;
        this.tables = tables;
    }

    @Override
    public String name() {
        return "disk space";
    }

    @Override
    public Scope scope() {
        return Scope.INSTANCE;
    }

    @Override
    public void look(Connection connection, Findings findings) throws SQLException {
        if (!Rows.yes(connection, "SELECT pg_catalog.pg_has_role('pg_read_all_settings', 'USAGE')")) {
            return;
        }
        Path directory = Path.of(Rows.setting(connection, "data_directory"));
        try {
            boolean here = InetAddress.getByName(target.address().host()).isLoopbackAddress();
            if (here && Files.isDirectory(directory)) {
                judge(Files.getFileStore(directory).getUsableSpace(), directory, findings);
            }
        } catch (IOException e) {
            return; // then it cannot be known
        }
    }

    /** Tables arrive smaller than they were, without their dead rows; indexes and log come on top. */
    private void judge(long free, Path directory, Findings findings) {
        long rows =
                tables.all().stream().mapToLong(table -> table.table().bytes()).sum();
        String found = "%d MiB are free at %s; the tables take %d MiB on the source, without indexes"
                .formatted(free / MIB, directory, rows / MIB);
        if (free < rows + rows / 2) {
            findings.warning(PostgresFinding.DISK_SPACE, found);
        }
    }
}
