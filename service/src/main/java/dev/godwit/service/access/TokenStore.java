package dev.godwit.service.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Remembers tokens by the hash of their secret. Thread-safe; each method is one transaction. */
public interface TokenStore {

    /**
     * Adds a token.
     *
     * @param hash SHA-256 of the secret, in hexadecimal digits
     * @throws dev.godwit.core.Failure {@code TOKEN_NAME_TAKEN}
     */
    void add(ApiToken token, String hash);

    Optional<ApiToken> byHash(String hash);

    /** By name. */
    List<ApiToken> all();

    void used(String id, Instant at);

    /** False when there is no such token. Its sessions go with it. */
    boolean remove(String idOrName);

    /**
     * Remembers a session of a token, and forgets those that are over.
     *
     * @param hash SHA-256 of its secret, in hexadecimal digits
     */
    void open(String hash, String tokenId, Instant now, Instant expiresAt);

    /** Whose session it is; empty when it is over. */
    Optional<ApiToken> bySession(String hash, Instant now);

    void close(String hash);
}
