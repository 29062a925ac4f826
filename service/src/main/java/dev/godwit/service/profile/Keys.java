package dev.godwit.service.profile;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.godwit.core.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/**
 * Encrypts and opens secrets: AES-256-GCM by Tink. Several keys may open, the primary one encrypts.
 *
 * @see <a href="https://developers.google.com/tink/aead">Tink's documentation</a>
 */
final class Keys {

    private static final String PROOF = "Godwit";

    static {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private final KeysetHandle handle;
    private final Aead aead;

    private Keys(KeysetHandle handle) throws GeneralSecurityException {
        this.handle = handle;
        this.aead = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /** One new key. */
    static Keys random() {
        try {
            return new Keys(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new primary key; those there were still open what they have encrypted. */
    Keys renewed() {
        try {
            return new Keys(KeysetHandle.newBuilder(handle)
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary())
                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The primary key alone. */
    Keys primary() {
        try {
            var entry = handle.getPrimary();
            return new Keys(KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(entry.getKey())
                            .withFixedId(entry.getId())
                            .makePrimary())
                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws GeneralSecurityException when the text is not that of {@link #text} */
    static Keys of(Secret text) throws GeneralSecurityException {
        return new Keys(TinkJsonProtoKeysetFormat.parseKeyset(
                text.reveal(), RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
    }

    /** Tink's JSON, not encrypted. */
    Secret text() {
        try {
            return new Secret(TinkJsonProtoKeysetFormat.serializeKeyset(
                    handle, RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The primary key's mark, made with it. */
    SealMark mark() {
        return new SealMark(id(), encrypt(PROOF, "proof"));
    }

    int id() {
        return handle.getPrimary().getId();
    }

    /** Whether one of these keys has made the mark. */
    boolean made(SealMark mark) {
        return decrypt(mark.proof(), "proof").filter(PROOF::equals).isPresent();
    }

    String seal(String profile, SecretField field, Secret secret) {
        return encrypt(secret.reveal(), place(profile, field));
    }

    /** Empty when it is not exactly what was sealed for this profile and field by one of these keys. */
    Optional<Secret> open(String profile, SecretField field, String sealed) {
        return decrypt(sealed, place(profile, field)).map(Secret::new);
    }

    /** A secret can be opened only where it was put: a profile's id has no line break. */
    private static String place(String profile, SecretField field) {
        return "profile\n" + profile + "\n" + field.name();
    }

    private String encrypt(String text, String place) {
        try {
            byte[] sealed = aead.encrypt(bytes(text), bytes(place));
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<String> decrypt(String sealed, String place) {
        try {
            byte[] opened = aead.decrypt(Base64.getDecoder().decode(sealed), bytes(place));
            return Optional.of(new String(opened, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
