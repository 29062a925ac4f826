package dev.godwit.core.spi;

import dev.godwit.core.Server;
import java.util.Optional;

/** Tries an address step by step, to tell a person which step fails. The methods are called in their order. */
public interface Probe extends AutoCloseable {

    /**
     * Agrees with the server on how the connection is protected, without signing in.
     *
     * @return the protocol, such as {@code TLSv1.3}; empty when nothing will be encrypted, as the address allows
     * @throws dev.godwit.core.Failure {@code TLS_FAILED}, or {@code SERVER_UNREACHABLE}
     */
    Optional<String> secure();

    /**
     * Signs in.
     *
     * @throws dev.godwit.core.Failure with what keeps from it
     */
    void signIn();

    /** Who is there. */
    Server server();

    @Override
    void close();
}
