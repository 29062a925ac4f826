package dev.godwit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the hashes of many tables of one view rest on, asked once for all. Thread-safe. */
final class HashBasis {

    private final KnownTypes types = new KnownTypes();
    private volatile @Nullable Server server;

    /**
     * The server where it concerns reading rows.
     *
     * @param blockBytes size of a block
     */
    record Server(ServerVersion version, int blockBytes) {}

    Server server(Connection connection) throws SQLException {
        Server known = server;
        if (known == null) {
            known = new Server(CatalogReader.version(connection), Storage.blockBytes(connection));
            server = known;
        }
        return known;
    }

    KnownTypes types() {
        return types;
    }
}
