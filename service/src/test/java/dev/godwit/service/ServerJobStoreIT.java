package dev.godwit.service;

import dev.godwit.core.Secret;
import dev.godwit.service.store.Database;
import dev.godwit.service.store.SqlJobStore;
import dev.godwit.testkit.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The store on a server, which several servers of Godwit share. */
final class ServerJobStoreIT extends JobStoreContract {

    private static PostgresServer server;
    private static int databases;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start(17);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void makeDatabase() {
        server.createDatabase("store_" + ++databases);
    }

    @Override
    JobStore open() {
        return new SqlJobStore(Database.server(server.url("store_" + databases), new Secret(server.password())));
    }
}
