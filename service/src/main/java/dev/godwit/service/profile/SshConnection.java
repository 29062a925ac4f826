package dev.godwit.service.profile;

import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.service.ServiceFailure;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/** One connection to a tunnel's SSH server, in steps. Nothing of the user's own ssh configuration is read. */
final class SshConnection implements AutoCloseable {

    /** Longer than any handshake over a slow line, short enough for a person who mistyped a host. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A server that has not answered three of these is taken for gone. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final int HEARTBEATS_MISSED = 3;
    /** A database may stop reading for long, behind a lock for instance: that is no reason to give up. */
    private static final Duration NEVER = Duration.ofDays(365);

    private final Tunnel tunnel;
    private final Map<SecretField, Secret> secrets;
    private final HostKeys known;
    private final SshClient client;
    private @Nullable ClientSession session;
    private volatile @Nullable Failure refused;

    SshConnection(Tunnel tunnel, Map<SecretField, Secret> secrets) {
        this.tunnel = tunnel;
        this.secrets = secrets;
        this.known = HostKeys.of(tunnel);
        this.client = client();
    }

    private SshClient client() {
        SshClient ssh = SshClient.setUpDefaultClient();
        ssh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        ssh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        ssh.setFilePasswordProvider(FilePasswordProvider.EMPTY);
        ssh.setServerKeyVerifier((_, _, key) -> accepts(key));
        // A server with several host keys is asked first for one that is known.
        ssh.setSignatureFactories(ssh.getSignatureFactories().stream()
                .sorted(Comparator.comparingInt(this::rank))
                .toList());
        CoreModuleProperties.NIO_WORKERS.set(ssh, 2);
        CoreModuleProperties.AUTH_TIMEOUT.set(ssh, PATIENCE);
        CoreModuleProperties.IDLE_TIMEOUT.set(ssh, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(ssh, Duration.ZERO);
        CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(ssh, NEVER);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(ssh, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(ssh, HEARTBEATS_MISSED);
        return ssh;
    }

    private int rank(NamedFactory<Signature> factory) {
        String type = KeyUtils.getCanonicalKeyType(factory.getName());
        return known.types().contains(type) ? 0 : 1;
    }

    private boolean accepts(PublicKey key) {
        refused = known.refuse(key, tunnel).orElse(null);
        return refused == null;
    }

    /**
     * Connects, and agrees on how the connection is protected; the host key is looked at on the way, see {@link
     * #checkHostKey}.
     *
     * @throws Failure {@code TUNNEL_UNREACHABLE}, {@code TUNNEL_FAILED}
     */
    void connect() {
        client.start();
        ClientSession opened;
        try {
            opened = client.connect(tunnel.user(), tunnel.host(), tunnel.port())
                    .verify(PATIENCE)
                    .getSession();
        } catch (IOException | RuntimeException e) {
            throw of(ServiceFailure.TUNNEL_UNREACHABLE, reason(e), e).build();
        }
        session = opened;
        var events = opened.waitFor(EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED), PATIENCE);
        if (!events.contains(ClientSessionEvent.WAIT_AUTH) && refused == null) {
            throw Failure.of(ServiceFailure.TUNNEL_FAILED)
                    .found("%s answers, but not as an SSH server does", place())
                    .build();
        }
    }

    /** @throws Failure {@code TUNNEL_HOST_UNKNOWN}, {@code TUNNEL_HOST_CHANGED} */
    void checkHostKey() {
        Failure failure = refused;
        if (failure != null) {
            throw failure;
        }
    }

    /** @throws Failure {@code TUNNEL_SIGN_IN_REFUSED}, {@code PRIVATE_KEY_REFUSED} */
    void signIn() {
        ClientSession opened = session();
        Secret password = secrets.get(SecretField.TUNNEL_PASSWORD);
        if (password != null) {
            opened.addPasswordIdentity(password.reveal());
        }
        Secret key = secrets.get(SecretField.TUNNEL_KEY);
        if (key != null) {
            opened.addPublicKeyIdentity(
                    PrivateKeys.read(SecretField.TUNNEL_KEY, key, secrets.get(SecretField.TUNNEL_KEY_PASSPHRASE)));
        }
        try {
            opened.auth().verify(PATIENCE);
        } catch (IOException | RuntimeException e) {
            if (opened.isOpen() || e instanceof org.apache.sshd.common.SshException) {
                throw of(ServiceFailure.TUNNEL_SIGN_IN_REFUSED, "user '" + tunnel.user() + "'", e)
                        .build();
            }
            throw of(ServiceFailure.TUNNEL_UNREACHABLE, reason(e), e).build();
        }
    }

    /**
     * A connection from the SSH server to somewhere.
     *
     * @throws Failure {@code TUNNEL_BLOCKED}
     */
    ChannelDirectTcpip channel(String host, int port) {
        try {
            var channel = session()
                    .createDirectTcpipChannel(SshdSocketAddress.LOCALHOST_ADDRESS, new SshdSocketAddress(host, port));
            channel.open().verify(PATIENCE);
            return channel;
        } catch (IOException | RuntimeException e) {
            throw Failure.of(ServiceFailure.TUNNEL_BLOCKED)
                    .found("%s to %s:%d: %s", place(), host, port, reason(e))
                    .cause(e)
                    .build();
        }
    }

    /** Fingerprint of the key that the server has shown. */
    String hostKey() {
        return HostKeys.fingerprint(session().getServerKey());
    }

    boolean isOpen() {
        ClientSession opened = session;
        return opened != null && opened.isAuthenticated() && opened.isOpen();
    }

    private ClientSession session() {
        ClientSession opened = session;
        if (opened == null) {
            throw new IllegalStateException("not connected");
        }
        return opened;
    }

    private String place() {
        return tunnel.host() + ":" + tunnel.port();
    }

    private Failure.Builder of(ServiceFailure code, String why, Exception cause) {
        return Failure.of(code).found("%s: %s", place(), why).cause(cause);
    }

    /** The innermost words. */
    private static String reason(Throwable e) {
        Throwable at = e;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        if (at instanceof java.nio.channels.UnresolvedAddressException || at instanceof java.net.UnknownHostException) {
            return "no such host name is known";
        }
        return at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
    }

    @Override
    public void close() {
        client.stop();
    }
}
