package dev.godwit.service.store;

import dev.godwit.core.Secret;
import dev.godwit.testkit.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class ServerJobListingIT extends JobListingContract {

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start(17);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    Database open() {
        return Database.server(server.url("postgres"), new Secret(server.password()));
    }

    @Override
    Explaining explaining() {
        return new Explaining("EXPLAIN ", "QUERY PLAN", List.of("Seq Scan", "Sort"));
    }
}
