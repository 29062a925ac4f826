package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.spi.Via;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import javax.net.SocketFactory;

/**
 * Connects to the near end of a tunnel, whatever address is asked for. The driver makes it by its name, and goes on using
 * the server's own name for all else. Public, as the driver asks.
 */
public final class ViaSocketFactory extends SocketFactory {

    private final InetSocketAddress near;

    /** @param via as {@link #argument} writes it */
    public ViaSocketFactory(String via) {
        int colon = via.lastIndexOf(':');
        this.near = new InetSocketAddress(via.substring(0, colon), Integer.parseInt(via.substring(colon + 1)));
    }

    /** The constructor's argument. */
    static String argument(Via via) {
        return numeric(via) + ":" + via.port();
    }

    /** The address in numbers. */
    static String numeric(Via via) {
        try {
            return InetAddress.getByName(via.host()).getHostAddress();
        } catch (UnknownHostException e) {
            throw Failure.of(CoreFailure.SERVER_UNREACHABLE)
                    .found("the near end of the tunnel, %s, is not known", via.host())
                    .cause(e)
                    .build();
        }
    }

    @Override
    public Socket createSocket() {
        return new NearSocket(near);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return connected();
    }

    private Socket connected() throws IOException {
        Socket socket = createSocket();
        socket.connect(near);
        return socket;
    }

    private static final class NearSocket extends Socket {

        private final InetSocketAddress near;

        NearSocket(InetSocketAddress near) {
            this.near = near;
        }

        @Override
        public void connect(SocketAddress ignored, int timeout) throws IOException {
            super.connect(near, timeout);
        }
    }
}
