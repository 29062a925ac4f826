package dev.godwit.service.profile;

import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.service.ServiceFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Reads private keys as openssl (PKCS#1, SEC 1, PKCS#8) and ssh-keygen (OpenSSH) write them. */
final class PrivateKeys {

    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    private PrivateKeys() {}

    /**
     * The first key of a text, with the public key that belongs to it.
     *
     * @param field which key it is
     * @param passphrase null without one
     * @throws Failure {@code PRIVATE_KEY_REFUSED}
     */
    static KeyPair read(SecretField field, Secret text, @Nullable Secret passphrase) {
        String plain = withoutPassphrase(field, text.reveal(), passphrase);
        var bytes = new ByteArrayInputStream(plain.getBytes(StandardCharsets.UTF_8));
        var provider = passphrase == null ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(passphrase.reveal());
        @Nullable Iterable<KeyPair> found;
        try {
            found = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(field.words()), bytes, provider);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Without the cause: its words may quote the key.
            throw closed(plain)
                    ? refusedPassphrase(field, passphrase)
                    : refused(field, "it is damaged, or of an unknown kind");
        }
        if (found == null || !found.iterator().hasNext()) {
            throw refused(field, "there is no key in it");
        }
        return found.iterator().next();
    }

    /** The JDK opens what the SSH library cannot: PKCS#8 with a passphrase. */
    private static String withoutPassphrase(SecretField field, String text, @Nullable Secret passphrase) {
        List<byte[]> encrypted = Pem.read(text, ENCRYPTED);
        if (encrypted.isEmpty()) {
            return text;
        }
        if (passphrase == null) {
            throw refusedPassphrase(field, null);
        }
        try {
            var info = new EncryptedPrivateKeyInfo(encrypted.getFirst());
            // The name of the whole scheme is in the parameters: PBES2 alone does not say which.
            String scheme =
                    info.getAlgName().equals("PBES2") ? String.valueOf(info.getAlgParameters()) : info.getAlgName();
            var key = SecretKeyFactory.getInstance(scheme)
                    .generateSecret(new PBEKeySpec(passphrase.reveal().toCharArray()));
            var cipher = Cipher.getInstance(scheme);
            cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
            return Pem.write("PRIVATE KEY", info.getKeySpec(cipher).getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw refusedPassphrase(field, passphrase);
        }
    }

    /** Whether the key needs a passphrase; OpenSSH's own form says so inside. */
    private static boolean closed(String text) {
        return text.contains("Proc-Type: 4,ENCRYPTED")
                || Pem.read(text, "OPENSSH PRIVATE KEY").stream()
                        .anyMatch(key -> new String(key, StandardCharsets.ISO_8859_1).contains("bcrypt"));
    }

    private static Failure refusedPassphrase(SecretField key, @Nullable Secret passphrase) {
        var field =
                key == SecretField.TUNNEL_KEY ? SecretField.TUNNEL_KEY_PASSPHRASE : SecretField.CLIENT_KEY_PASSPHRASE;
        String why =
                passphrase == null ? "it needs a passphrase and none was given" : "the passphrase does not open it";
        return refused(key, why, field);
    }

    private static Failure refused(SecretField key, String why) {
        return refused(key, why, key);
    }

    private static Failure refused(SecretField key, String why, SecretField about) {
        return Failure.of(ServiceFailure.PRIVATE_KEY_REFUSED)
                .found("%s: %s", key.words(), why)
                .about(about.path())
                .build();
    }
}
