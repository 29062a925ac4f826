package dev.godwit.service.profile;

/** What a profile keeps encrypted. Goes in, and never comes out but to those who connect. */
public enum SecretField {
    /** Of the user of the address. */
    PASSWORD,
    /** Certificates in PEM of those who may have signed the server's. */
    AUTHORITIES,
    /** The client's certificate in PEM, with those between it and its authority. */
    CERTIFICATE,
    /** The private key of {@link #CERTIFICATE} in PEM; kept as PKCS#8 without a passphrase of its own. */
    CLIENT_KEY,
    /** Opens {@link #CLIENT_KEY} when it is given; not kept. */
    CLIENT_KEY_PASSPHRASE,
    /** Of the tunnel's user. */
    TUNNEL_PASSWORD,
    /** The private key of the tunnel's user, as ssh-keygen or openssl write it. */
    TUNNEL_KEY,
    /** Opens {@link #TUNNEL_KEY}. */
    TUNNEL_KEY_PASSPHRASE;

    boolean tls() {
        return switch (this) {
            case AUTHORITIES, CERTIFICATE, CLIENT_KEY, CLIENT_KEY_PASSPHRASE -> true;
            case PASSWORD, TUNNEL_PASSWORD, TUNNEL_KEY, TUNNEL_KEY_PASSPHRASE -> false;
        };
    }

    boolean tunnel() {
        return switch (this) {
            case TUNNEL_PASSWORD, TUNNEL_KEY, TUNNEL_KEY_PASSPHRASE -> true;
            case PASSWORD, AUTHORITIES, CERTIFICATE, CLIENT_KEY, CLIENT_KEY_PASSPHRASE -> false;
        };
    }
}
