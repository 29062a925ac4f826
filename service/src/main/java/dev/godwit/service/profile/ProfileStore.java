package dev.godwit.service.profile;

import dev.godwit.service.Page;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers profiles, and their secrets as encrypted text. Thread-safe; each method is one transaction. */
interface ProfileStore {

    /**
     * Adds a profile.
     *
     * @param sealed the encrypted secrets
     * @param mark of the key they are encrypted with; null when there are none
     * @throws dev.godwit.core.Failure {@code PROFILE_NAME_TAKEN}
     * @throws StaleKeyException when the store's secrets are encrypted with another key
     */
    void add(Profile profile, Map<SecretField, String> sealed, @Nullable SealMark mark);

    /**
     * Replaces a profile and all its secrets.
     *
     * @throws dev.godwit.core.Failure {@code PROFILE_CHANGED} unless the store holds the version before the given one,
     *     {@code PROFILE_NAME_TAKEN}
     * @throws StaleKeyException when the store's secrets are encrypted with another key
     */
    void change(Profile profile, Map<SecretField, String> sealed, @Nullable SealMark mark);

    Optional<Profile> find(String idOrName);

    /** Those of these ids that are there. */
    List<Profile> all(Collection<String> ids);

    /** The encrypted secrets of a profile; empty without any. */
    Map<SecretField, String> sealed(String id);

    /** See {@link Profiles#list}. */
    Page<Profile> list(String search, int page, int size);

    /** Does nothing when there is none. The key's mark goes with the last secret: a lost key can be replaced then. */
    void delete(String id);

    /** The mark of the key with which all secrets are encrypted; empty without secrets. */
    Optional<SealMark> mark();

    /**
     * Encrypts all secrets anew.
     *
     * @return how many
     * @throws StaleKeyException when the store's mark is not the one from which it goes
     */
    int reseal(SealMark from, SealMark to, Resealing resealing);

    /** Makes one secret's text anew. */
    interface Resealing {

        String reseal(String profile, SecretField field, String sealed);
    }
}
