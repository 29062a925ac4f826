package dev.godwit.server;

import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's own certificate and key: two PEM files, read again when they have changed. */
final class ServerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    /** PKIX' numbers for the kinds of names in a certificate. */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    private final Path certificate;
    private final Path key;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private List<FileTime> read = List.of();
    private List<String> names = List.of();

    private ServerTls(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * Reads both files.
     *
     * @throws Failure {@code TLS_FILES_REFUSED}
     */
    static ServerTls of(Path certificate, Path key) {
        var tls = new ServerTls(certificate, key);
        tls.load(tls.factory);
        tls.factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        return tls;
    }

    SslContextFactory.Server factory() {
        return factory;
    }

    /** Whom the certificate is for. */
    List<String> names() {
        return names;
    }

    /** Connections from now on get the certificate as it is now; while it cannot be used, the one before. */
    synchronized void reloadIfChanged() {
        try {
            if (!times().equals(read)) {
                factory.reload(this::load);
                LOG.atInfo().addKeyValue("certificate", certificate).log("The certificate was read again");
            }
        } catch (Exception e) {
            LOG.atWarn()
                    .addKeyValue("certificate", certificate)
                    .setCause(e)
                    .log("A changed certificate cannot be used; the one before stays");
        }
    }

    private void load(SslContextFactory into) {
        try {
            var before = times();
            Certificate[] chain = chain();
            var privateKey = privateKey(chain[0]);
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, new char[0]);
            store.setKeyEntry("godwit", privateKey, new char[0], chain);
            into.setKeyStore(store);
            into.setKeyStorePassword("");
            names = names((X509Certificate) chain[0]);
            read = before;
        } catch (IOException e) {
            throw refused("%s cannot be read".formatted(e.getMessage()), e);
        } catch (GeneralSecurityException e) {
            throw refused("%s: %s".formatted(certificate, e.getClass().getSimpleName()), e);
        }
    }

    private List<FileTime> times() throws IOException {
        return List.of(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
    }

    private Certificate[] chain() throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificate)));
        if (chain.isEmpty()) {
            throw refused("no certificate is in " + certificate, null);
        }
        return chain.toArray(new Certificate[0]);
    }

    private PrivateKey privateKey(Certificate own) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(Files.readString(key, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw refused("no 'PRIVATE KEY' without passphrase is in " + key, null);
        }
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                var privateKey = KeyFactory.getInstance(algorithm).generatePrivate(spec);
                belongTogether(privateKey, own);
                return privateKey;
            } catch (InvalidKeySpecException e) {
                // A key of another algorithm.
            }
        }
        throw refused("the key in %s is neither RSA nor EC nor EdDSA".formatted(key), null);
    }

    private void belongTogether(PrivateKey privateKey, Certificate own) throws GeneralSecurityException {
        String algorithm = switch (privateKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        byte[] text = "godwit".getBytes(StandardCharsets.US_ASCII);
        var signing = Signature.getInstance(algorithm);
        signing.initSign(privateKey);
        signing.update(text);
        byte[] signature = signing.sign();
        if (!own.getPublicKey().getAlgorithm().equals(privateKey.getAlgorithm())) {
            throw refused("%s is not the key of %s".formatted(key, certificate), null);
        }
        var checking = Signature.getInstance(algorithm);
        checking.initVerify(own.getPublicKey());
        checking.update(text);
        if (!checking.verify(signature)) {
            throw refused("%s is not the key of %s".formatted(key, certificate), null);
        }
    }

    private static List<String> names(X509Certificate own) throws GeneralSecurityException {
        var names = new ArrayList<String>();
        var alternatives = own.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> name : alternatives) {
                if (name.get(0) instanceof Integer kind && (kind == DNS_NAME || kind == IP_ADDRESS)) {
                    names.add(String.valueOf(name.get(1)));
                }
            }
        }
        return names;
    }

    private static Failure refused(String found, @Nullable Exception cause) {
        var failure = Failure.of(ServiceFailure.TLS_FILES_REFUSED).found(found);
        return cause == null ? failure.build() : failure.cause(cause).build();
    }
}
