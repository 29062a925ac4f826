package dev.godwit.service.profile;

import dev.godwit.core.spi.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connection profiles, from their creation to the ways that are opened by them. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // until they are filled in
public final class Profiles implements AutoCloseable {

    private final ProfileStore store;

    /**
     * @param data an existing private folder, for the key and for files while they are used
     * @param use says which jobs need a profile
     */
    public Profiles(ProfileStore store, Path data, List<Engine> engines, ProfileUse use) {
        this.store = store;
    }

    /** Makes a profile; nothing is connected. */
    public Profile create(ProfileDraft draft) {
        throw new UnsupportedOperationException();
    }

    /**
     * Replaces a profile; what is open by it goes on as it is.
     *
     * @param version the one the person has seen
     * @throws dev.godwit.core.Failure {@code PROFILE_CHANGED} when there is a newer one
     */
    public Profile edit(String idOrName, long version, ProfileDraft draft) {
        throw new UnsupportedOperationException();
    }

    public Optional<Profile> find(String idOrName) {
        return store.find(idOrName);
    }

    /**
     * A profile that is there.
     *
     * @throws dev.godwit.core.Failure {@code PROFILE_NOT_FOUND}
     */
    public Profile known(String idOrName) {
        throw new UnsupportedOperationException();
    }

    /** See {@link ProfileStore#list}. */
    public ProfilePage list(String search, int page, int size) {
        return store.list(search, page, size);
    }

    /**
     * Deletes a profile and its secrets.
     *
     * @throws dev.godwit.core.Failure {@code PROFILE_IN_USE} while a job needs it, {@code PROFILE_NOT_FOUND}
     */
    public void delete(String idOrName) {
        throw new UnsupportedOperationException();
    }

    /** Makes a copy with its secrets. */
    public Profile copy(String idOrName, String newName) {
        throw new UnsupportedOperationException();
    }

    /** Tries a profile; takes 10 s at most. */
    public TestResult test(String idOrName) {
        throw new UnsupportedOperationException();
    }

    /**
     * Tries what is not a profile yet, or a profile as it would be after an edit; takes 10 s at most.
     *
     * @param edited null for a new one
     */
    public TestResult test(ProfileDraft draft, @Nullable String edited) {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens the way to a profile's server.
     *
     * @param database null for the one the profile names
     */
    public Access open(String id, @Nullable String database) {
        throw new UnsupportedOperationException();
    }

    /**
     * Encrypts all secrets anew, under a new key.
     *
     * @return how many
     */
    public int rotateKey() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
