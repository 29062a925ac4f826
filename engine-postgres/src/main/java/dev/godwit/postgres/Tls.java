package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.spi.TlsFiles;
import dev.godwit.core.spi.TlsMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** What libpq does with its options for TLS, in the driver's terms; defaults lie in ~/.postgresql as for libpq. */
final class Tls {

    /** Where systems keep the authorities they trust: Debian, Red Hat, Alpine and BSD. */
    private static final List<String> SYSTEM_ROOTS = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/etc/ssl/cert.pem");

    private Tls() {}

    static void apply(Address address, Path home, Properties properties) {
        var options = address.options();
        Path folder = home.resolve(".postgresql");
        String root = options.getOrDefault("sslrootcert", "");
        boolean system = root.equals("system");
        String mode = options.getOrDefault("sslmode", system ? "verify-full" : "prefer");
        if (system && !mode.equals("verify-full")) {
            throw AddressParser.wrong(
                    "sslrootcert=system is given with sslmode=" + mode, "Write sslmode=verify-full, or leave it out.");
        }
        Path rootFile = system ? systemRoots() : root.isEmpty() ? folder.resolve("root.crt") : Path.of(root);
        if (mode.equals("require") && Files.exists(rootFile)) {
            mode = "verify-ca"; // as libpq does where it finds authorities
        }
        if (mode.startsWith("verify") && !Files.isReadable(rootFile)) {
            throw Failure.of(CoreFailure.TLS_FAILED)
                    .found("sslmode=%s needs the authorities' certificates, and %s cannot be read", mode, rootFile)
                    .next("Put them there, or name their file as sslrootcert, or use sslrootcert=system.");
        }
        PGProperty.SSL_MODE.set(properties, mode);
        PGProperty.SSL_ROOT_CERT.set(properties, rootFile.toString());
        ClientKey.apply(address, folder, properties);
        set(PGProperty.SSL_NEGOTIATION, options.get("sslnegotiation"), properties);
        set(PGProperty.CHANNEL_BINDING, options.get("channel_binding"), properties);
    }

    /** The same address with these options in place of its own. */
    static Address replace(Address address, TlsFiles tls) {
        var options = new HashMap<>(address.options());
        if (tls.mode() != null) {
            options.put("sslmode", word(tls.mode()));
        }
        put("sslrootcert", tls.authorities(), options);
        put("sslcert", tls.certificate(), options);
        put("sslkey", tls.key(), options);
        return new Address(
                address.host(), address.port(), address.database(), address.user(), options, address.secrets());
    }

    private static void put(String keyword, @Nullable Path file, Map<String, String> options) {
        if (file != null) {
            options.put(keyword, file.toString());
        }
    }

    private static String word(TlsMode mode) {
        return switch (mode) {
            case OFF -> "disable";
            case PREFER -> "prefer";
            case ENCRYPT -> "require";
            case VERIFY_CA -> "verify-ca";
            case VERIFY_FULL -> "verify-full";
        };
    }

    private static Path systemRoots() {
        return SYSTEM_ROOTS.stream()
                .map(Path::of)
                .filter(Files::isReadable)
                .findFirst()
                .orElse(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"));
    }

    static void set(PGProperty property, @Nullable String value, Properties properties) {
        if (value != null) {
            property.set(properties, value);
        }
    }
}
