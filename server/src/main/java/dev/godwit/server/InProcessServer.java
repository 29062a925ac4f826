package dev.godwit.server;

import dev.godwit.api.EmbeddedServer;
import dev.godwit.core.spi.Engine;
import dev.godwit.runtime.EmbeddedRunner;
import dev.godwit.service.DataFolder;
import dev.godwit.service.MigrationService;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceLoader;

/** Wires everything together, for the process of one command. */
public final class InProcessServer implements EmbeddedServer {

    private static final int TOKEN_BYTES = 32;

    @Override
    public Running start(Path data) {
        var folder = DataFolder.at(data);
        // Read by logback.xml when the first class with a logger is loaded, so before all else.
        System.setProperty("godwit.log", folder.log().toString());
        List<Engine> engines = engines();
        var service = MigrationService.open(folder, new EmbeddedRunner(), engines, Reports::document);
        return start(service, engines);
    }

    static List<Engine> engines() {
        return ServiceLoader.load(Engine.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** Puts a server before a service and closes both together. */
    static Running start(MigrationService service, List<Engine> engines) {
        String token = newToken();
        var wiring = new Wiring(service, entry -> {}, engines, null);
        try {
            var guard = new Guard(new HostNames(List.of()), SignIn.embedded(token), false);
            var http = HttpServer.start("127.0.0.1", 0, null, new Api(guard, wiring.routes(true)));
            return new Wired(service, wiring, http, token);
        } catch (RuntimeException e) {
            wiring.close();
            service.close();
            throw e;
        }
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private record Wired(MigrationService service, Wiring wiring, HttpServer http, String token) implements Running {

        @Override
        public URI address() {
            return http.address();
        }

        @Override
        public void stopJobs(Duration patience) {
            service.stopAll(patience);
        }

        @Override
        public void close() {
            http.close();
            wiring.close();
            service.close();
        }
    }
}
