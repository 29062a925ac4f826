package dev.godwit.service.profile;

import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.service.ServiceFailure;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Certificates that a person uploaded.
 *
 * @param list one or more, in their order
 */
record Certificates(List<X509Certificate> list) {

    /**
     * Reads certificates, and leaves out all else that is in the text.
     *
     * @param field which they are
     * @throws Failure {@code CERTIFICATE_REFUSED}
     */
    static Certificates read(SecretField field, Secret text) {
        var list = new ArrayList<X509Certificate>();
        for (byte[] encoded : Pem.read(text.reveal(), "CERTIFICATE")) {
            list.add(parse(encoded, field));
        }
        if (list.isEmpty()) {
            throw refused(
                    field,
                    "there is no certificate in PEM",
                    "Upload text that begins with -----BEGIN CERTIFICATE-----.");
        }
        return new Certificates(List.copyOf(list));
    }

    private static X509Certificate parse(byte[] encoded, SecretField field) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException e) {
            throw refused(field, "a certificate is damaged", "Upload the file once more, whole.");
        }
    }

    /** @throws Failure {@code CERTIFICATE_REFUSED} when the first is not valid now */
    Certificates firstValid(SecretField field) {
        refuseUnless(valid(list.getFirst()), field);
        return this;
    }

    /** @throws Failure {@code CERTIFICATE_REFUSED} when none is valid now */
    Certificates anyValid(SecretField field) {
        refuseUnless(list.stream().anyMatch(Certificates::valid), field);
        return this;
    }

    private void refuseUnless(boolean valid, SecretField field) {
        if (!valid) {
            X509Certificate first = list.getFirst();
            throw refused(
                    field,
                    "%s is valid from %s to %s only"
                            .formatted(
                                    first.getSubjectX500Principal().getName(),
                                    first.getNotBefore().toInstant(),
                                    first.getNotAfter().toInstant()),
                    "Upload one that is valid today.");
        }
    }

    private static boolean valid(X509Certificate certificate) {
        var now = Instant.now();
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    /** @throws Failure {@code PRIVATE_KEY_REFUSED} when the key is another certificate's */
    void refuseOthersKey(PrivateKey key) {
        if (!belongs(key, list.getFirst().getPublicKey())) {
            throw Failure.of(ServiceFailure.PRIVATE_KEY_REFUSED)
                    .found(
                            "it is not the key of the certificate for %s",
                            list.getFirst().getSubjectX500Principal().getName())
                    .about(SecretField.CLIENT_KEY.path())
                    .next("Upload the certificate and the key that were made together.");
        }
    }

    /** What the one signs, the other has to verify. */
    private static boolean belongs(PrivateKey key, PublicKey certified) {
        String kind = certified.getAlgorithm();
        String algorithm = switch (kind) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> kind;
        };
        byte[] sample = {1, 2, 3};
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded())));
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    List<CertificateSummary> summaries() {
        return list.stream().map(Certificates::summary).toList();
    }

    private static CertificateSummary summary(X509Certificate certificate) {
        return new CertificateSummary(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getNotAfter().toInstant(),
                sha256(certificate));
    }

    private static String sha256(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As PEM. */
    Secret text() {
        return new Secret(list.stream().map(Certificates::pem).collect(Collectors.joining()));
    }

    private static String pem(X509Certificate certificate) {
        try {
            return Pem.write("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Failure refused(SecretField field, String found, String next) {
        return Failure.of(ServiceFailure.CERTIFICATE_REFUSED)
                .found("%s: %s", field.words(), found)
                .about(field.path())
                .next("%s", next);
    }
}
