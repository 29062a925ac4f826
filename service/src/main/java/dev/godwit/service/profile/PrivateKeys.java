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
     * @param passphrase null without one
     * @param what it is, for people
     * @throws Failure {@code PRIVATE_KEY_REFUSED}
     */
    static KeyPair read(Secret text, @Nullable Secret passphrase, String what) {
        String plain = withoutPassphrase(text.reveal(), passphrase, what);
        var bytes = new ByteArrayInputStream(plain.getBytes(StandardCharsets.UTF_8));
        var provider = passphrase == null ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(passphrase.reveal());
        @Nullable Iterable<KeyPair> found;
        try {
            found = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(what), bytes, provider);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Without the cause: its words may quote the key.
            throw refused(what, closed(plain) ? passphraseWords(passphrase) : "it is damaged, or of an unknown kind");
        }
        if (found == null || !found.iterator().hasNext()) {
            throw refused(what, "there is no key in it");
        }
        return found.iterator().next();
    }

    /** The JDK opens what the SSH library cannot: PKCS#8 with a passphrase. */
    private static String withoutPassphrase(String text, @Nullable Secret passphrase, String what) {
        List<byte[]> encrypted = Pem.read(text, ENCRYPTED);
        if (encrypted.isEmpty()) {
            return text;
        }
        if (passphrase == null) {
            throw refused(what, passphraseWords(null));
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
            throw refused(what, passphraseWords(passphrase));
        }
    }

    /** Whether the key needs a passphrase; OpenSSH's own form says so inside. */
    private static boolean closed(String text) {
        return text.contains("Proc-Type: 4,ENCRYPTED")
                || Pem.read(text, "OPENSSH PRIVATE KEY").stream()
                        .anyMatch(key -> new String(key, StandardCharsets.ISO_8859_1).contains("bcrypt"));
    }

    private static String passphraseWords(@Nullable Secret passphrase) {
        return passphrase == null ? "it needs a passphrase and none was given" : "the passphrase does not open it";
    }

    private static Failure refused(String what, String why) {
        return Failure.of(ServiceFailure.PRIVATE_KEY_REFUSED)
                .found("%s: %s", what, why)
                .build();
    }
}
