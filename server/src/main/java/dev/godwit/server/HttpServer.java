package dev.godwit.server;

import dev.godwit.service.MigrationService;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/** Answers on the loopback interface, each request on a virtual thread. */
final class HttpServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final Javalin javalin;
    private final URI address;

    private HttpServer(Javalin javalin, int port) {
        this.javalin = javalin;
        this.address = URI.create("http://" + HOST + ":" + port);
    }

    static HttpServer start(MigrationService service, String token) {
        int port = freePort();
        var guard = new Guard(port, token);
        var javalin = Javalin.start(config -> {
            config.concurrency.useVirtualThreads = true;
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.jetty.host = HOST;
            config.jetty.port = port;
            config.routes.before(guard::check);
            new Routes(service).addTo(config.routes);
        });
        return new HttpServer(javalin, port);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
