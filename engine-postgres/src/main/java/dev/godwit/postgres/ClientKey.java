package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Properties;
import org.postgresql.PGProperty;

/** A certificate to sign in with, and its key: PEM or DER in PKCS#8, or a PKCS#12 file. */
final class ClientKey {

    private ClientKey() {}

    static void apply(Address address, Path folder, Properties properties) {
        Path certificate = Path.of(address.options()
                .getOrDefault("sslcert", folder.resolve("postgresql.crt").toString()));
        Path key = Path.of(address.options()
                .getOrDefault("sslkey", folder.resolve("postgresql.key").toString()));
        boolean asked =
                address.options().containsKey("sslcert") || address.options().containsKey("sslkey");
        if (!Files.isReadable(certificate) || !Files.isReadable(key)) {
            if (asked) {
                throw unusable(Files.isReadable(certificate) ? key : certificate, "it cannot be read");
            }
            return;
        }
        PGProperty.SSL_CERT.set(properties, certificate.toString());
        PGProperty.SSL_KEY.set(properties, key.toString());
        PGProperty.PEM_KEY_ALGORITHM.set(properties, algorithm(certificate));
        Secret password = address.secrets().get("sslpassword");
        // The driver would ask on the terminal otherwise.
        PGProperty.SSL_PASSWORD.set(properties, password == null ? "" : password.reveal());
        refuseOldForms(key);
    }

    /** Without a terminal the driver would fail on these with words that help nobody. */
    private static void refuseOldForms(Path key) {
        String head;
        try (var stream = Files.newInputStream(key)) {
            head = new String(stream.readNBytes(200), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw unusable(key, "it cannot be read");
        }
        boolean oldForm = head.contains("BEGIN RSA PRIVATE KEY") || head.contains("BEGIN EC PRIVATE KEY");
        if (oldForm || head.contains("BEGIN ENCRYPTED PRIVATE KEY")) {
            throw Failure.of(CoreFailure.TLS_FAILED)
                    .found("the private key %s is PEM of a kind that cannot be used here", key)
                    .next(
                            "Convert it: openssl pkcs8 -topk8 -nocrypt -in %s -out key.pem; chmod 600 key.pem;"
                                    + " then name key.pem as sslkey.",
                            key);
        }
    }

    private static String algorithm(Path certificate) {
        try (var stream = Files.newInputStream(certificate)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(stream)
                    .getPublicKey()
                    .getAlgorithm();
        } catch (IOException | CertificateException e) {
            throw unusable(certificate, "it holds no certificate in PEM or DER");
        }
    }

    private static Failure unusable(Path file, String why) {
        return Failure.of(CoreFailure.TLS_FAILED)
                .found("the file %s cannot be used to sign in: %s", file, why)
                .next("Correct sslcert and sslkey, or leave both out to sign in by password.");
    }
}
