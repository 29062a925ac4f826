package dev.godwit.service.profile;

import dev.godwit.service.store.Database;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteProfileStoreTest implements ProfileStoreContract {

    @TempDir
    private Path folder;

    private @Nullable Database database;

    @Override
    public ProfileStore store() {
        var opened = Database.file(folder.resolve("godwit.db"));
        database = opened;
        return new SqlProfileStore(opened);
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
