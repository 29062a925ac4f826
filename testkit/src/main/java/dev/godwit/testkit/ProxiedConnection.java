package dev.godwit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** A client's connection through a {@link FaultProxy}, and the proxy's own to the server. */
final class ProxiedConnection {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Socket client;
    private final Socket server;
    private final Faults faults;
    private volatile boolean incomplete;

    private ProxiedConnection(Socket client, Socket server, Faults faults) {
        this.client = client;
        this.server = server;
        this.faults = faults;
    }

    static ProxiedConnection open(Socket client, Socket server, Faults faults) throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        var connection = new ProxiedConnection(client, server, faults);
        Thread.ofVirtual().start(() -> connection.pump(client, server, false));
        Thread.ofVirtual().start(() -> connection.pump(server, client, true));
        return connection;
    }

    private void pump(Socket from, Socket to, boolean fromServer) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                int admitted = faults.admit(buffer, read, fromServer);
                incomplete |= admitted < read;
                to.getOutputStream().write(buffer, 0, admitted);
            }
        } catch (IOException ended) {
            // by one of the two, or by a fault
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Whether something that came in was not passed on: it can never go on. */
    boolean incomplete() {
        return incomplete;
    }

    boolean ended() {
        return client.isClosed();
    }

    void close() {
        close(client);
        close(server);
    }

    void reset() {
        reset(client);
        reset(server);
    }

    /** Closing with a linger time of zero sends a reset instead of an end. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            return;
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
