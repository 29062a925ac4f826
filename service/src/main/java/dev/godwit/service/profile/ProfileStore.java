package dev.godwit.service.profile;

import java.util.Map;
import java.util.Optional;

/** Remembers profiles, and their secrets as encrypted text. Thread-safe; each method is one transaction. */
public interface ProfileStore {

    /**
     * Adds a profile.
     *
     * @param sealed the encrypted secrets
     * @throws dev.godwit.core.Failure {@code PROFILE_NAME_TAKEN}
     */
    void add(Profile profile, Map<SecretField, String> sealed, SealMark mark);

    /**
     * Replaces a profile and all its secrets.
     *
     * @throws dev.godwit.core.Failure {@code PROFILE_CHANGED} unless the store holds the version before the given one,
     *     {@code PROFILE_NAME_TAKEN}
     */
    void change(Profile profile, Map<SecretField, String> sealed, SealMark mark);

    Optional<Profile> find(String idOrName);

    /** The encrypted secrets of a profile; empty without any. */
    Map<SecretField, String> sealed(String id);

    /**
     * By name.
     *
     * @param search a part of name or address, in any case; empty for all
     * @param page from 1
     */
    ProfilePage list(String search, int page, int size);

    /** Does nothing when there is none. */
    void delete(String id);

    /** The mark of the key under which all secrets are encrypted; empty before the first. */
    Optional<SealMark> mark();

    /**
     * Encrypts all secrets anew, in one transaction.
     *
     * @param reseal from the text under the old key to that under the new
     * @return how many
     * @throws dev.godwit.core.Failure {@code PROFILE_CHANGED} when the store's mark is not the one from which it goes
     */
    int reseal(SealMark from, SealMark to, Resealing reseal);

    /** Makes one secret's text anew. */
    interface Resealing {

        String reseal(String profile, SecretField field, String sealed);
    }
}
