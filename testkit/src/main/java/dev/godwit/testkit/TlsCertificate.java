package dev.godwit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for localhost and 127.0.0.1, signed by itself, made once and kept in the cache.
 *
 * @param certificate file in PEM
 * @param key         private key in PEM (PKCS#8), readable for its owner alone, as PostgreSQL asks
 */
record TlsCertificate(Path certificate, Path key) {
    static final String CERTIFICATE = "server.crt";

    private static final String KEY = "server.key";
    private static final char[] STORE_PASSWORD = "godwit-testkit".toCharArray();

    static TlsCertificate ofThisMachine(Account account) {
        var directory = account.cache().resolve("postgres").resolve("tls");
        CacheEntry.at(directory).make(TlsCertificate::generate);
        return new TlsCertificate(directory.resolve(CERTIFICATE), directory.resolve(KEY));
    }

    /** The JDK signs certificates with its program keytool only. */
    private static void generate(Path directory) {
        var file = directory.resolve("keystore.p12");
        OsProcess.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-ext",
                "BC:critical=ca:true",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(STORE_PASSWORD),
                "-keystore",
                file.toString()));
        try (var stream = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(stream, STORE_PASSWORD);
            write(
                    directory.resolve(CERTIFICATE),
                    "CERTIFICATE",
                    store.getCertificate("server").getEncoded());
            write(
                    directory.resolve(KEY),
                    "PRIVATE KEY",
                    store.getKey("server", STORE_PASSWORD).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String kind, byte[] encoded) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        Files.writeString(file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(kind, body));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
