package dev.godwit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a client and a server, and makes the network fail on request. It passes everything on until it is told
 * otherwise; safe for use by several threads.
 *
 * {@snippet :
 * try (var proxy = FaultProxy.to(server.port())) {
 *     var connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres", …);
 *     proxy.reset();
 * }
 * }
 */
public final class FaultProxy implements AutoCloseable {
    private volatile int upstream;
    private final ServerSocket listener;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Faults faults = new Faults();
    private volatile boolean refusing;

    private FaultProxy(int upstream, ServerSocket listener) {
        this.upstream = upstream;
        this.listener = listener;
    }

    /** A proxy to a port of the loopback interface, on a free port of it. */
    public static FaultProxy to(int port) {
        try {
            var listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePort.find()));
            var proxy = new FaultProxy(port, listener);
            Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                connect(listener.accept());
            }
        } catch (IOException closed) {
            return; // by close()
        }
    }

    private void connect(Socket client) {
        if (refusing) {
            ProxiedConnection.reset(client);
            return;
        }
        try {
            var server = new Socket(InetAddress.getLoopbackAddress(), upstream);
            connections.removeIf(ProxiedConnection::ended);
            connections.add(ProxiedConnection.open(client, server, faults));
        } catch (IOException serverIsDown) {
            ProxiedConnection.reset(client);
        }
    }

    /** Where clients connect to. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Connections that are open now. */
    public int connections() {
        connections.removeIf(ProxiedConnection::ended);
        return connections.size();
    }

    /**
     * Everything passes again, also what was held back in connections that still stand. Those of which something was
     * swallowed are reset, as by a peer that does not know them any more.
     */
    public void heal() {
        refusing = false;
        faults.heal();
        connections.stream().filter(ProxiedConnection::incomplete).forEach(ProxiedConnection::reset);
    }

    /** Everything arrives so much later, in both directions. */
    public void delay(Duration time) {
        faults.delay(time);
    }

    /** Nothing passes any more, and nobody is told: the cable is out, or a firewall forgot the connection. */
    public void silence() {
        faults.silence();
    }

    /** Accepts all and passes nothing on: what is sent is gone, and nobody answers, until {@link #heal}. */
    public void swallow() {
        faults.swallow();
    }

    /** Lets so many bytes pass in a second, in each direction of each connection. */
    public void slow(long bytesPerSecond) {
        faults.slow(bytesPerSecond);
    }

    /**
     * Changes one bit once so many more bytes have come from the server. Only for connections with TLS, which notices:
     * without it the client would take what it gets.
     */
    public void corruptAfter(long bytesFromServer) {
        faults.corruptAfter(bytesFromServer);
    }

    /** New connections go to this port from now on, as after a failover; those that stand are not touched. */
    public void redirect(int port) {
        upstream = port;
    }

    /** Ends all connections in good order, as a proxy that is restarted does. New ones are accepted. */
    public void cut() {
        connections.forEach(ProxiedConnection::close);
    }

    /** Ends all connections by a reset. New ones are accepted. */
    public void reset() {
        connections.forEach(ProxiedConnection::reset);
    }

    /** Resets all connections once so many more bytes have come from the server, in the middle of a message as a rule. */
    public void resetAfter(long bytesFromServer) {
        faults.resetAfter(bytesFromServer, this::reset);
    }

    /** Refuses new connections, until {@link #heal}; those that stand are not touched. */
    public void refuse() {
        refusing = true;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            faults.heal();
            connections.forEach(ProxiedConnection::close);
        }
    }
}
