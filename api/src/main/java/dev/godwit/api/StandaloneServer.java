package dev.godwit.api;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server that runs until it is told to stop, and what is done to its store on its own machine. Found by
 * {@link java.util.ServiceLoader}. Every method throws {@link ServerRefusal} when it cannot do what is asked.
 */
public interface StandaloneServer {

    /** Opens the store, goes on with its jobs, and answers. */
    Running start(Options options);

    /** Makes a token, whether or not a server runs on this store. */
    TokenCreated createToken(Options options, TokenRequest request);

    List<TokenView> tokens(Options options);

    void revokeToken(Options options, String idOrName);

    /**
     * Encrypts all secrets of profiles under a new key; no server may run on this store meanwhile.
     *
     * @param newKey from {@link #newKey}, where GODWIT_KEY holds the present one; null where it is in a file
     * @return how many
     */
    int rotateKey(Options options, @Nullable String newKey);

    /** A key for GODWIT_KEY. */
    String newKey();

    /**
     * How a server is set up.
     *
     * @param data its own folder; made when it is not there
     * @param store address of a database for the store; null for a file in the data folder
     * @param bind address or name it listens on; anything but loopback needs tokens and TLS
     * @param port TCP port; 0 for any that is free
     * @param tlsCertificate PEM file with its certificate and those between it and its authority; null without TLS
     * @param tlsKey PEM file with the private key, PKCS#8 without a passphrase; null without TLS
     * @param names further names under which clients may ask for it, beside those of the certificate and of the machine
     * @param requireToken whether clients on this machine need a token too
     */
    record Options(
            Path data,
            @Nullable String store,
            String bind,
            int port,
            @Nullable Path tlsCertificate,
            @Nullable Path tlsKey,
            List<String> names,
            boolean requireToken) {

        /** On this machine alone, where it is free to everybody who is signed in on it. */
        public static Options on(Path data) {
            return new Options(data, null, "127.0.0.1", ApiPaths.DEFAULT_PORT, null, null, List.of(), false);
        }
    }

    /** A server that answers until it is closed. */
    interface Running extends AutoCloseable {

        URI address();

        /**
         * Takes no more requests and interrupts each job at its next safe moment, as if the machine had been switched off:
         * the next start goes on with them. A second time does nothing.
         *
         * @param patience after which it leaves jobs as they are, which loses nothing either
         */
        void shutDown(Duration patience);

        /** As {@link #shutDown} with the patience of a service manager, 20 seconds. */
        @Override
        void close();
    }
}
