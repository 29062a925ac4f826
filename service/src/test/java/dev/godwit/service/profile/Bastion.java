package dev.godwit.service.profile;

import dev.godwit.core.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/** A real SSH server in this process: user hop with a password, or with the key ssh-ed25519. */
final class Bastion implements AutoCloseable {

    static final String USER = "hop";
    static final Secret PASSWORD = new Secret("over the wall");

    private final AtomicInteger attempts = new AtomicInteger();
    private KeyPair hostKey = PrivateKeys.read(SecretField.TUNNEL_KEY, Samples.file("ssh-ecdsa.key"), null);
    private String password = PASSWORD.reveal();
    private SshServer server;

    Bastion() {
        server = start(0);
    }

    private SshServer start(int port) {
        SshServer ssh = SshServer.setUpDefaultServer();
        ssh.setHost("127.0.0.1");
        ssh.setPort(port);
        ssh.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        ssh.setPasswordAuthenticator((user, given, session) -> {
            attempts.incrementAndGet();
            return user.equals(USER) && given.equals(password);
        });
        KeyPair known = PrivateKeys.read(SecretField.TUNNEL_KEY, Samples.file("ssh-ed25519.key"), null);
        ssh.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(USER) && KeyUtils.compareKeys(key, known.getPublic()));
        ssh.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        try {
            ssh.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ssh;
    }

    int port() {
        return server.getPort();
    }

    /** How often somebody tried to sign in by password. */
    int signIns() {
        return attempts.get();
    }

    String fingerprint() {
        return HostKeys.fingerprint(hostKey.getPublic());
    }

    /** As a line of known_hosts. */
    String line() {
        return "[127.0.0.1]:" + port() + " "
                + org.apache.sshd.common.config.keys.PublicKeyEntry.toString(hostKey.getPublic());
    }

    void refuseForwarding() {
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    }

    /** Goes away with all its connections. */
    void stop() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Comes back on the same port. */
    void comeBack(int port) {
        server = start(port);
    }

    /** Comes back with another password of its user. */
    void comeBackWithPassword(int port, String other) {
        password = other;
        server = start(port);
    }

    /** Comes back as another: with another host key. */
    void comeBackAsAnother(int port) {
        hostKey = PrivateKeys.read(SecretField.TUNNEL_KEY, Samples.file("ssh-rsa.key"), null);
        server = start(port);
    }

    Tunnel tunnel() {
        return new Tunnel("127.0.0.1", port(), USER, null, fingerprint());
    }

    @Override
    public void close() {
        stop();
    }
}
