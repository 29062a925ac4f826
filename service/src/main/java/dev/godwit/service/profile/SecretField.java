package dev.godwit.service.profile;

/** What a profile keeps encrypted. Goes in, and never comes out but to those who connect. */
public enum SecretField {
    /** Of the user of the address. */
    PASSWORD("password", "password"),
    /** Certificates in PEM of those who may have signed the server's. */
    AUTHORITIES("tls.ca", "authorities"),
    /** The client's certificate in PEM, with those between it and its authority. */
    CERTIFICATE("tls.clientCertificate", "client certificate"),
    /** The private key of {@link #CERTIFICATE} in PEM; kept as PKCS#8 without a passphrase of its own. */
    CLIENT_KEY("tls.clientKey", "client key"),
    /** Opens {@link #CLIENT_KEY} when it is given; not kept. */
    CLIENT_KEY_PASSPHRASE("tls.clientKeyPassphrase", "passphrase of the client key"),
    /** Of the tunnel's user. */
    TUNNEL_PASSWORD("tunnel.password", "the tunnel's password"),
    /** The private key of the tunnel's user, as ssh-keygen or openssl write it. */
    TUNNEL_KEY("tunnel.key", "the tunnel's key"),
    /** Opens {@link #TUNNEL_KEY}. */
    TUNNEL_KEY_PASSPHRASE("tunnel.passphrase", "passphrase of the tunnel's key");

    private final String path;
    private final String words;

    SecretField(String path, String words) {
        this.path = path;
        this.words = words;
    }

    /** Where it stands in a profile's document. */
    String path() {
        return path;
    }

    /** What it is called in a message. */
    String words() {
        return words;
    }

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
