package dev.godwit.service.access;

import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes tokens and knows them again. Thread-safe. */
public final class Tokens {

    /** So that people, and scanners for leaked secrets, see what it is. */
    private static final String PREFIX = "godwit_";

    /** A working day, or a night: whoever left a browser open is asked again on the next. */
    public static final Duration SESSION = Duration.ofHours(12);

    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 6;
    private static final int NAME_LENGTH = 63;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TokenStore store;

    public Tokens(TokenStore store) {
        this.store = store;
    }

    /**
     * A new token.
     *
     * @param secret what proves it; kept nowhere
     */
    public record Made(ApiToken token, String secret) {

        @Override
        public String toString() {
            return "Made[" + token + "]";
        }
    }

    /**
     * Makes a token.
     *
     * @param expiresAt null for never
     * @throws Failure {@code TOKEN_NAME_TAKEN}, {@code REQUEST_INVALID}
     */
    public Made create(String name, Role role, @Nullable Instant expiresAt) {
        if (name.isBlank() || name.length() > NAME_LENGTH) {
            throw Failure.of(ServiceFailure.REQUEST_INVALID)
                    .found("the name of a token has 1 to %d characters", NAME_LENGTH)
                    .about("name")
                    .build();
        }
        byte[] secret = random(SECRET_BYTES);
        String text = PREFIX + text(secret);
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var token = new ApiToken(HexFormat.of().formatHex(random(ID_BYTES)), name, role, now, null, expiresAt);
        store.add(token, hash(text));
        return new Made(token, text);
    }

    /** Whose secret this is; empty when nobody's, or when it has expired. */
    public Optional<ApiToken> signIn(String secret) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Optional<ApiToken> token = store.byHash(hash(secret)).filter(known -> !known.expired(now));
        token.filter(known -> known.usedLongAgo(now)).ifPresent(known -> store.used(known.id(), now));
        return token;
    }

    /** A secret that proves a token for {@link #SESSION}, and ends with it; for what must not hold the token's own. */
    public String openSession(ApiToken token) {
        String secret = text(random(SECRET_BYTES));
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        store.open(hash(secret), token.id(), now, now.plus(SESSION));
        return secret;
    }

    /** Whose session this is; empty when nobody's, when it is over, or its token is revoked or has expired. */
    public Optional<ApiToken> session(String secret) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return store.bySession(hash(secret), now).filter(known -> !known.expired(now));
    }

    /** From now on it opens nothing. */
    public void closeSession(String secret) {
        store.close(hash(secret));
    }

    /** By name. */
    public List<ApiToken> all() {
        return store.all();
    }

    /**
     * From now on its secret opens nothing.
     *
     * @throws Failure {@code TOKEN_NOT_FOUND}
     */
    public void revoke(String idOrName) {
        if (!store.remove(idOrName)) {
            throw Failure.of(ServiceFailure.TOKEN_NOT_FOUND).found(idOrName).build();
        }
    }

    private static String text(byte[] secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Without salt: 256 random bits cannot be guessed, and so are looked up by their hash. */
    private static String hash(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
