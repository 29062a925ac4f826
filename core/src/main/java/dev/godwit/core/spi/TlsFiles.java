package dev.godwit.core.spi;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is protected, with the files for it. Null leaves to the address, or to the engine's defaults, what
 * it stands for.
 *
 * @param mode how much
 * @param authorities certificates in PEM of those who may have signed the server's
 * @param certificate the client's certificate in PEM, with those between it and its authority
 * @param key the client's private key: PKCS#8 in PEM, not encrypted, readable for its owner alone
 */
public record TlsFiles(
        @Nullable TlsMode mode,
        @Nullable Path authorities,
        @Nullable Path certificate,
        @Nullable Path key) {}
