package dev.godwit.service.profile;

import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.service.ServiceFailure;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Secrets in the store, encrypted with a key that is kept elsewhere. The key is made when the first secret comes, and is
 * read again when another process has changed it.
 */
final class Vault {

    private final ProfileStore store;
    private final KeyPlace place;
    private @Nullable Keys known;

    Vault(ProfileStore store, KeyPlace place) {
        this.store = store;
        this.place = place;
    }

    /** Does something with the key, once more if that turns out to be an old one. */
    <T> T with(Function<Keys, T> work) {
        try {
            return work.apply(keys());
        } catch (StaleKeyException e) {
            forget();
            try {
                return work.apply(keys());
            } catch (StaleKeyException again) {
                throw wrong(again);
            }
        }
    }

    Map<SecretField, Secret> open(String profile) {
        Map<SecretField, String> sealed = store.sealed(profile);
        if (sealed.isEmpty()) {
            return Map.of();
        }
        try {
            return open(profile, sealed, keys());
        } catch (Failure e) {
            forget(); // another process may have encrypted it with a key that is newer
            return open(profile, store.sealed(profile), keys());
        }
    }

    private static Map<SecretField, Secret> open(String profile, Map<SecretField, String> sealed, Keys keys) {
        var opened = new EnumMap<SecretField, Secret>(SecretField.class);
        sealed.forEach((field, text) ->
                opened.put(field, keys.open(profile, field, text).orElseThrow(() -> damaged(profile, field))));
        return opened;
    }

    private static Failure damaged(String profile, SecretField field) {
        return Failure.of(ServiceFailure.SECRET_DAMAGED)
                .found("%s of profile %s", field, profile)
                .build();
    }

    static Map<SecretField, String> seal(String profile, Map<SecretField, Secret> secrets, Keys keys) {
        var sealed = new EnumMap<SecretField, String>(SecretField.class);
        secrets.forEach((field, secret) -> sealed.put(field, keys.seal(profile, field, secret)));
        return sealed;
    }

    /**
     * Encrypts all secrets with a new key.
     *
     * @param replacement the new key, in the form of {@link KeyVariable}; null to make one, which needs a key file
     * @return how many secrets
     */
    synchronized int rotate(@Nullable Secret replacement) {
        return switch (place) {
            case KeyFile file -> file.alone(() -> rotate(file));
            case KeyVariable variable -> rotate(variable, replacement);
        };
    }

    /** At every moment the file opens what is in the store: a process that dies half way loses nothing. */
    private int rotate(KeyFile file) {
        forget();
        Keys old = keys();
        Keys both = old.renewed();
        file.replace(both);
        int count;
        try {
            count = reseal(both);
        } catch (RuntimeException e) {
            file.replace(old);
            throw e;
        }
        file.replace(both.primary());
        known = both.primary();
        return count;
    }

    private int rotate(KeyVariable variable, @Nullable Secret replacement) {
        if (replacement == null) {
            throw Failure.of(ServiceFailure.REQUEST_INVALID)
                    .found("the key comes from %s, which Godwit cannot change", variable.name())
                    .next(
                            "Set GODWIT_NEW_KEY to what godwit server new-key prints and resume the job or repeat the command;"
                                    + " then give that value to every server as GODWIT_KEY.");
        }
        forget();
        Keys old = keys();
        Keys fresh = new KeyVariable("GODWIT_NEW_KEY", replacement).read().orElseThrow();
        return store.mark()
                .map(mark -> store.reseal(mark, fresh.mark(), resealing(old, fresh)))
                .orElse(0);
    }

    private int reseal(Keys both) {
        Optional<SealMark> mark = store.mark();
        if (mark.isEmpty() || mark.get().keyId() == both.id()) {
            return 0;
        }
        try {
            return store.reseal(mark.get(), both.mark(), resealing(both, both));
        } catch (StaleKeyException e) {
            return reseal(both); // another process was faster
        }
    }

    private static ProfileStore.Resealing resealing(Keys old, Keys fresh) {
        return (profile, field, text) ->
                fresh.seal(profile, field, old.open(profile, field, text).orElseThrow(() -> damaged(profile, field)));
    }

    private synchronized void forget() {
        known = null;
    }

    private synchronized Keys keys() {
        Keys keys = known;
        if (keys == null) {
            keys = load();
            known = keys;
        }
        return keys;
    }

    private Keys load() {
        Optional<SealMark> mark = store.mark();
        Keys keys = place.read().orElseGet(() -> make(mark.isPresent()));
        if (mark.isPresent()) {
            if (!keys.made(mark.get())) {
                throw wrong(null);
            }
            reseal(keys); // completes what a process that died has begun
        }
        return keys;
    }

    private Keys make(boolean secretsAreThere) {
        if (secretsAreThere || !(place instanceof KeyFile file)) {
            throw Failure.of(ServiceFailure.KEY_MISSING)
                    .found("there is no %s", place.name())
                    .build();
        }
        return file.create();
    }

    private Failure wrong(@Nullable Exception cause) {
        var failure = Failure.of(ServiceFailure.KEY_WRONG).found("the key of %s", place.name());
        return cause == null ? failure.build() : failure.cause(cause).build();
    }
}
