package dev.godwit.postgres;

import java.nio.file.Path;
import java.util.Properties;
import org.postgresql.PGProperty;

/** An address in the driver's terms. */
final class DriverOptions {

    /** Longer than any handshake over a slow line, short enough for a person who mistyped a host. */
    private static final int CONNECT_SECONDS = 10;

    private DriverOptions() {}

    /** All but the password and the start-up options. */
    static Properties of(Address address, Path home) {
        var options = address.options();
        var properties = new Properties();
        PGProperty.PG_DBNAME.set(properties, address.database());
        PGProperty.USER.set(properties, address.user());
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "10");
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        int patience = Integer.parseInt(options.getOrDefault("connect_timeout", "0"));
        PGProperty.CONNECT_TIMEOUT.set(properties, patience > 0 ? patience : CONNECT_SECONDS);
        PGProperty.TCP_KEEP_ALIVE.set(properties, !"0".equals(options.get("keepalives")));
        Tls.apply(address, home, properties);
        Tls.set(PGProperty.GSS_ENC_MODE, options.get("gssencmode"), properties);
        Tls.set(PGProperty.KERBEROS_SERVER_NAME, options.get("krbsrvname"), properties);
        Tls.set(PGProperty.GSS_LIB, options.get("gsslib"), properties);
        Tls.set(PGProperty.REQUIRE_AUTH, options.get("require_auth"), properties);
        String role = options.get("target_session_attrs");
        if (role != null) {
            PGProperty.TARGET_SERVER_TYPE.set(properties, serverType(role));
        }
        return properties;
    }

    private static String serverType(String role) {
        return switch (role) {
            case "read-write", "primary" -> "primary";
            case "read-only", "standby" -> "secondary";
            case "prefer-standby" -> "preferSecondary";
            default -> "any";
        };
    }
}
