package dev.godwit.core.spi;

import java.util.Locale;

/** How much a connection is protected, from nothing to all. */
public enum TlsMode {
    /** Nothing is encrypted. */
    OFF,
    /** Encrypted where the server offers it; against listeners only, and not against those who can change the traffic. */
    PREFER,
    /** Encrypted, whoever the server is. */
    ENCRYPT,
    /** Encrypted, and the server's certificate is signed by a known authority. */
    VERIFY_CA,
    /** As {@link #VERIFY_CA}, and the certificate names the host of the address. */
    VERIFY_FULL;

    /** The word for people and documents, such as {@code verify-ca}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
