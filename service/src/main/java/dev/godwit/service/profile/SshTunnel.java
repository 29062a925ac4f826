package dev.godwit.service.profile;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.core.spi.Via;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port on this machine that leads through an SSH server to a database server. The port stays; the connection to the SSH
 * server is made again when somebody connects and it is gone.
 */
final class SshTunnel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SshTunnel.class);
    private static final int BACKLOG = 50;
    private static final int BUFFER_BYTES = 64 * 1024;
    /** So long the last failure stands: a wrong password tried without pause locks users out. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Duration RETRY_AFTER_REFUSAL = Duration.ofSeconds(30);

    private final Tunnel tunnel;
    private final Map<SecretField, Secret> secrets;
    private final String host;
    private final int port;
    private final ServerSocket near;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private @Nullable SshConnection connection;
    private volatile @Nullable Failure trouble;
    private long failedAtNanos;
    private volatile boolean closed;

    /**
     * Opens the port; nothing is connected yet.
     *
     * @param host of the database server, as the SSH server knows it
     */
    SshTunnel(Tunnel tunnel, Map<SecretField, Secret> secrets, String host, int port) {
        this.tunnel = tunnel;
        this.secrets = secrets;
        this.host = host;
        this.port = port;
        try {
            this.near = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Thread.ofVirtual().name("tunnel-" + near.getLocalPort()).start(this::accept);
    }

    Via via() {
        return new Via(near.getInetAddress().getHostAddress(), near.getLocalPort());
    }

    /** Why it does not work at this moment; empty when it does, as far as is known. */
    Optional<Failure> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Takes a connection that is signed in already. */
    synchronized void use(SshConnection ready) {
        connection = ready;
    }

    /**
     * The connection to the SSH server, made anew if it is gone.
     *
     * @throws Failure when it cannot be made, or could not a moment ago
     */
    synchronized SshConnection connection() {
        if (closed) {
            throw Failure.of(CoreFailure.INTERRUPTED)
                    .found("the tunnel through %s is closed", tunnel.host())
                    .build();
        }
        SshConnection present = connection;
        if (present != null && present.isOpen()) {
            return present;
        }
        refuseHaste();
        if (present != null) {
            present.close();
            connection = null;
        }
        var fresh = new SshConnection(tunnel, secrets);
        try {
            fresh.connect();
            fresh.checkHostKey();
            fresh.signIn();
        } catch (Failure e) {
            fresh.close();
            failed(e);
            throw e;
        }
        connection = fresh;
        recovered();
        return fresh;
    }

    private void refuseHaste() {
        Failure last = trouble;
        if (last == null) {
            return;
        }
        Duration pause = last.isTransient() ? RETRY : RETRY_AFTER_REFUSAL;
        if (System.nanoTime() - failedAtNanos < pause.toNanos()) {
            throw last;
        }
    }

    private synchronized void failed(Failure failure) {
        if (trouble == null) {
            LOG.atWarn()
                    .addKeyValue("tunnel", tunnel.host())
                    .addKeyValue("reason", failure.getMessage())
                    .log("Tunnel is down; tried again with each connection");
        }
        failedAtNanos = System.nanoTime();
        trouble = failure;
    }

    private synchronized void recovered() {
        if (trouble != null) {
            LOG.atInfo().addKeyValue("tunnel", tunnel.host()).log("Tunnel is up again");
        }
        trouble = null;
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = near.accept();
                sockets.add(socket);
                if (closed) { // one that came while the port was being closed is still handed out
                    sockets.remove(socket);
                    socket.close();
                    return;
                }
                Thread.ofVirtual().name("tunnel-" + near.getLocalPort()).start(() -> serve(socket));
            } catch (IOException e) {
                if (!closed) {
                    LOG.atError().setCause(e).log("A tunnel's port failed");
                }
                return;
            }
        }
    }

    /** Carries bytes until either side ends; a tunnel that is down shows as a connection that closes at once. */
    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            ChannelDirectTcpip channel = farEnd();
            try {
                carry(socket, channel);
            } finally {
                channel.close(true);
            }
        } catch (IOException | Failure e) {
            LOG.debug("A connection through a tunnel ended", e);
        } finally {
            sockets.remove(socket);
        }
    }

    private ChannelDirectTcpip farEnd() {
        SshConnection present = connection(); // notes by itself what goes wrong
        try {
            ChannelDirectTcpip channel = present.channel(host, port);
            recovered();
            return channel;
        } catch (Failure e) {
            failed(e);
            throw e;
        }
    }

    private static void carry(Socket socket, ChannelDirectTcpip channel) throws IOException {
        Thread outward = Thread.ofVirtual().start(() -> {
            try (var far = channel.getInvertedIn()) {
                copy(socket.getInputStream(), far);
            } catch (IOException e) {
                LOG.debug("Sending through a tunnel ended", e);
            }
            channel.close(false); // graciously: what was sent arrives
        });
        try {
            copy(channel.getInvertedOut(), socket.getOutputStream());
        } finally {
            socket.close();
            join(outward);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            to.write(buffer, 0, count);
            to.flush();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            near.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.debug("Closing a tunnel", e);
        }
        synchronized (this) {
            SshConnection present = connection;
            if (present != null) {
                present.close();
            }
        }
    }
}
