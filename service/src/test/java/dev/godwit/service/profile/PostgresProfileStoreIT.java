package dev.godwit.service.profile;

import dev.godwit.core.Secret;
import dev.godwit.service.store.Database;
import dev.godwit.testkit.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PostgresProfileStoreIT implements ProfileStoreContract {

    private final PostgresServer server = PostgresServer.start(16);
    private final Database database = Database.server(server.url("postgres"), new Secret(server.password()));

    @BeforeEach
    void empty() {
        database.write(handle -> handle.execute("TRUNCATE profile, profile_secret, secret_key"));
    }

    @AfterAll
    void stop() {
        database.close();
        server.close();
    }

    @Override
    public ProfileStore store() {
        return new SqlProfileStore(database);
    }
}
