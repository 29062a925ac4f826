package dev.godwit.server;

import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * Listens, and answers each request on a thread of the operating system: virtual threads have no time slices, and a
 * request would wait behind whatever hundreds of them compute for the migrations.
 */
final class HttpServer implements AutoCloseable {

    private final Javalin javalin;
    private final Api api;
    private final URI address;

    private HttpServer(Javalin javalin, Api api, URI address) {
        this.javalin = javalin;
        this.api = api;
        this.address = address;
    }

    /**
     * Listens from now on.
     *
     * @param host address or name of one of this machine's interfaces
     * @param port 0 for any that is free
     * @param tls null for none
     * @throws Failure {@code ADDRESS_IN_USE}
     */
    static HttpServer start(String host, int port, @Nullable ServerTls tls, Api api) {
        int free = port == 0 ? freePort(host) : port;
        var address = URI.create("%s://%s:%d".formatted(tls == null ? "http" : "https", bracketed(host), free));
        try {
            return new HttpServer(Javalin.start(config -> configure(config, host, free, tls, api)), api, address);
        } catch (JavalinBindException e) {
            throw inUse(host, free, e);
        }
    }

    private static void configure(JavalinConfig config, String host, int port, @Nullable ServerTls tls, Api api) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        if (tls == null) {
            config.jetty.host = host;
            config.jetty.port = port;
        } else {
            config.jetty.addConnector((server, http) -> {
                var connector = new ServerConnector(server, tls.factory());
                connector.setHost(host);
                connector.setPort(port);
                return connector;
            });
        }
        api.addTo(config.routes);
    }

    private static int freePort(String host) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), 0), 1);
            return socket.getLocalPort();
        } catch (IOException e) {
            throw inUse(host, 0, e);
        }
    }

    private static Failure inUse(String host, int port, Exception cause) {
        return Failure.of(ServiceFailure.ADDRESS_IN_USE)
                .found("%s:%d", bracketed(host), port)
                .cause(cause)
                .build();
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        api.close();
        javalin.stop();
    }
}
