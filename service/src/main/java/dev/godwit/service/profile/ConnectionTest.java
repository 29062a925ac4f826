package dev.godwit.service.profile;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Server;
import dev.godwit.core.spi.Access;
import dev.godwit.core.spi.Probe;
import dev.godwit.core.spi.ServerAddress;
import dev.godwit.core.spi.Via;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.profile.TestResult.Name;
import dev.godwit.service.profile.TestResult.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes the way to a profile's server step by step, and no further than the first that fails. */
final class ConnectionTest {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionTest.class);

    private final Blueprint blueprint;
    private final Path tlsRoot;
    private final Duration patience;
    private final List<Step> steps = new ArrayList<>();
    private Name current = Name.TCP;
    private long beganNanos = System.nanoTime();
    private boolean over;

    private ConnectionTest(Blueprint blueprint, Path tlsRoot, Duration patience) {
        this.blueprint = blueprint;
        this.tlsRoot = tlsRoot;
        this.patience = patience;
    }

    /** Takes no longer than the patience; what hangs then is left to end by itself. */
    static TestResult run(Blueprint blueprint, Path tlsRoot, Duration patience) {
        return new ConnectionTest(blueprint, tlsRoot, patience).run();
    }

    private TestResult run() {
        var answer = new CompletableFuture<Server>();
        Thread walker = Thread.ofVirtual().name("connection-test").start(() -> {
            try {
                answer.complete(walk());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        @Nullable Server server = null;
        try {
            server = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            end(failure(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            end(Failure.of(ServiceFailure.TEST_TIMED_OUT)
                    .found("no answer within %d s", patience.toSeconds())
                    .build());
            walker.interrupt();
        } catch (InterruptedException e) {
            walker.interrupt();
            Thread.currentThread().interrupt();
            end(Failure.of(CoreFailure.INTERRUPTED).found("the connection test").build());
        }
        return new TestResult(taken(), server);
    }

    private static Failure failure(Throwable e) {
        if (e instanceof Failure failure) {
            return failure;
        }
        LOG.error("A connection test failed in a way nobody foresaw", e);
        return Failure.of(CoreFailure.UNEXPECTED)
                .found("%s", e.getClass().getSimpleName())
                .cause(e)
                .build();
    }

    private Server walk() {
        Tunnel tunnel = blueprint.tunnel();
        ServerAddress address = blueprint.address();
        if (tunnel == null) {
            return beyondTunnel(address.host(), address.port(), null);
        }
        var ssh = new SshConnection(tunnel, blueprint.secrets());
        try (var near = new SshTunnel(tunnel, blueprint.secrets(), address.host(), address.port())) {
            near.use(ssh); // closes it too
            step(Name.TUNNEL, () -> {
                ssh.connect();
                return "";
            });
            step(Name.HOST_KEY, () -> {
                ssh.checkHostKey();
                return ssh.hostKey();
            });
            step(Name.TUNNEL_SIGN_IN, () -> {
                ssh.signIn();
                return "";
            });
            step(Name.TCP, () -> {
                ssh.channel(address.host(), address.port()).close(true);
                return "";
            });
            return onServer(near.via());
        }
    }

    private Server beyondTunnel(String host, int port, @Nullable Via via) {
        step(Name.TCP, () -> {
            connect(host, port);
            return "";
        });
        return onServer(via);
    }

    private void connect(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(patience.toMillis()));
        } catch (SocketTimeoutException e) {
            throw unreachable(host, port, "no answer in time", e);
        } catch (java.net.UnknownHostException e) {
            throw unreachable(host, port, "no such host name is known", e);
        } catch (IOException e) {
            throw unreachable(host, port, String.valueOf(e.getMessage()), e);
        }
    }

    private static Failure unreachable(String host, int port, String why, IOException cause) {
        return Failure.of(CoreFailure.SERVER_UNREACHABLE)
                .found("%s:%d: %s", host, port, why)
                .cause(cause)
                .build();
    }

    private Server onServer(@Nullable Via via) {
        var secrets = blueprint.secrets();
        try (var files = TlsFolder.make(tlsRoot, blueprint.tls().mode(), secrets);
                Probe probe = blueprint
                        .engine()
                        .probe(new Access(
                                blueprint.engine().secured(blueprint.url(), files.files()),
                                secrets.get(SecretField.PASSWORD),
                                null,
                                via))) {
            step(Name.TLS, () -> probe.secure().orElse("not encrypted"));
            step(Name.PASSWORD, () -> {
                probe.signIn();
                return "";
            });
            var server = new CompletableFuture<Server>();
            step(Name.VERSION, () -> {
                server.complete(probe.server());
                return server.join().engine() + " (" + server.join().version() + ")";
            });
            return server.join();
        }
    }

    /** @param work answers with a detail for people */
    private void step(Name name, Supplier<String> work) {
        begin(name);
        String detail = work.get();
        succeeded(detail);
    }

    private synchronized void begin(Name name) {
        current = name;
        beganNanos = System.nanoTime();
    }

    private synchronized void succeeded(String detail) {
        if (!over) {
            steps.add(new Step(current, took(), detail, null));
        }
    }

    private synchronized void end(Failure failure) {
        over = true;
        steps.add(new Step(current, took(), "", failure));
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    private synchronized List<Step> taken() {
        return List.copyOf(steps);
    }
}
