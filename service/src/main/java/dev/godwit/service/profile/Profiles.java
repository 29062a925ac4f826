package dev.godwit.service.profile;

import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.core.spi.Engine;
import dev.godwit.service.Engines;
import dev.godwit.service.Page;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.store.Database;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connection profiles, from their creation to the ways that are opened by them. Thread-safe. */
public final class Profiles implements AutoCloseable {

    private static final Duration TEST_PATIENCE = Duration.ofSeconds(10);
    private static final int ID_BYTES = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ProfileStore store;
    private final Vault vault;
    private final Engines engines;
    private final ProfileUse use;
    private final Path tlsRoot;
    private final Ways ways;

    Profiles(ProfileStore store, KeyPlace key, Path data, List<Engine> engines, ProfileUse use) {
        this.store = store;
        this.vault = new Vault(store, key);
        this.engines = new Engines(engines);
        this.use = use;
        this.tlsRoot = data.resolve("tls");
        this.ways = new Ways(tlsRoot);
        TlsFolder.clean(tlsRoot);
    }

    /**
     * Profiles in a store.
     *
     * @param data an existing private folder, for the key and for files while they are used
     * @param environment GODWIT_KEY in it takes the place of the key file
     * @param use says which jobs need a profile
     */
    public static Profiles in(
            Database store, Path data, Map<String, String> environment, List<Engine> engines, ProfileUse use) {
        String variable = environment.getOrDefault(KeyVariable.NAME, "");
        KeyPlace key = variable.isBlank()
                ? new KeyFile(data.resolve("key"))
                : new KeyVariable(KeyVariable.NAME, new Secret(variable));
        return new Profiles(new SqlProfileStore(store), key, data, engines, use);
    }

    /** Makes a profile; nothing is connected. */
    public Profile create(ProfileDraft draft) {
        return add(Blueprint.of(draft, engines::of, Map.of()));
    }

    private Profile add(Blueprint blueprint) {
        Instant now = now();
        byte[] random = new byte[ID_BYTES];
        RANDOM.nextBytes(random);
        var profile = profile(blueprint, "p" + HexFormat.of().formatHex(random), 1, now, now);
        save(profile, blueprint.secrets(), store::add);
        return profile;
    }

    /**
     * Replaces a profile; what is open by it goes on as it is.
     *
     * @param version the one the person has seen
     * @throws Failure {@code PROFILE_CHANGED} when there is a newer one
     */
    public Profile edit(String idOrName, long version, ProfileDraft draft) {
        Profile before = known(idOrName);
        if (before.version() != version) {
            throw Failure.of(ServiceFailure.PROFILE_CHANGED)
                    .found("profile %s has the version %d", before.name(), before.version())
                    .build();
        }
        var blueprint = Blueprint.of(draft, engines::of, kept(before, draft));
        var profile = profile(blueprint, before.id(), version + 1, before.createdAt(), now());
        save(profile, blueprint.secrets(), store::change);
        return profile;
    }

    private Map<SecretField, Secret> kept(Profile before, ProfileDraft draft) {
        return KeptSecrets.of(before, draft, engines::of, vault.open(before.id()));
    }

    private interface Save {

        void save(Profile profile, Map<SecretField, String> sealed, @Nullable SealMark mark);
    }

    private void save(Profile profile, Map<SecretField, Secret> secrets, Save save) {
        if (secrets.isEmpty()) {
            save.save(profile, Map.of(), null); // needs no key
            return;
        }
        vault.with(keys -> {
            save.save(profile, Vault.seal(profile.id(), secrets, keys), keys.mark());
            return profile;
        });
    }

    private static Profile profile(Blueprint blueprint, String id, long version, Instant created, Instant changed) {
        return new Profile(
                id,
                blueprint.name(),
                blueprint.engine().id(),
                blueprint.url(),
                blueprint.tls(),
                blueprint.tunnel(),
                blueprint.secrets().keySet(),
                version,
                created,
                changed);
    }

    /** As exactly as every store keeps it. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** By id, or else by name. */
    public Optional<Profile> find(String idOrName) {
        return store.find(idOrName);
    }

    /** Those of these ids that are there. */
    public List<Profile> all(Collection<String> ids) {
        return ids.isEmpty() ? List.of() : store.all(ids);
    }

    /**
     * A profile that is there.
     *
     * @throws Failure {@code PROFILE_NOT_FOUND}
     */
    public Profile known(String idOrName) {
        return find(idOrName)
                .orElseThrow(() -> Failure.of(ServiceFailure.PROFILE_NOT_FOUND)
                        .found("'%s'", idOrName)
                        .build());
    }

    /**
     * Some profiles, by name.
     *
     * @param search a part of name or address, in any case; empty for all
     * @param page from 1
     * @param size at most so many
     */
    public Page<Profile> list(String search, int page, int size) {
        return store.list(search, page, size);
    }

    /**
     * Deletes a profile and its secrets.
     *
     * @throws Failure {@code PROFILE_IN_USE} while a job needs it, {@code PROFILE_NOT_FOUND}
     */
    public void delete(String idOrName) {
        Profile profile = known(idOrName);
        List<String> jobs = use.jobs(profile.id());
        if (!jobs.isEmpty()) {
            throw Failure.of(ServiceFailure.PROFILE_IN_USE)
                    .found("profile %s is needed by %s", profile.name(), String.join(", ", jobs))
                    .build();
        }
        store.delete(profile.id());
    }

    /** Makes a copy with its secrets. */
    public Profile copy(String idOrName, String newName) {
        Profile original = known(idOrName);
        var draft = new ProfileDraft(
                newName, original.url(), original.tls().mode(), original.tunnel(), vault.open(original.id()));
        return create(draft);
    }

    /** Tries a profile; takes 10 s at most. */
    public TestResult test(String idOrName) {
        return ConnectionTest.run(blueprint(known(idOrName)), tlsRoot, TEST_PATIENCE);
    }

    /**
     * Tries what is not a profile yet, or a profile as it would be after an edit; takes 10 s at most.
     *
     * @param edited id or name of the profile whose secrets count where the draft has none; null for a new one
     */
    public TestResult test(ProfileDraft draft, @Nullable String edited) {
        Map<SecretField, Secret> kept = edited == null ? Map.of() : kept(known(edited), draft);
        return ConnectionTest.run(Blueprint.of(draft, engines::of, kept), tlsRoot, TEST_PATIENCE);
    }

    /**
     * Opens the way to a profile's server.
     *
     * @param database null for the one the profile names
     * @throws Failure when the tunnel cannot be opened; a database server that does not answer is noticed later
     */
    public OpenProfile open(String idOrName, @Nullable String database) {
        Profile profile = known(idOrName);
        return ways.open(profile, database, () -> blueprint(profile));
    }

    /** As it was looked through when it was saved; a certificate may have expired meanwhile, which the server says. */
    private Blueprint blueprint(Profile profile) {
        return new Blueprint(
                profile.name(),
                engines.of(profile.url()),
                profile.url(),
                profile.tls(),
                profile.tunnel(),
                vault.open(profile.id()));
    }

    /**
     * Encrypts all secrets anew, with a new key.
     *
     * @param newKey from {@link #newKey}, where the key comes from the environment; null where it is in a file
     * @return how many secrets
     */
    public int rotateKey(@Nullable Secret newKey) {
        return vault.rotate(newKey);
    }

    /** A key for GODWIT_KEY. */
    public static Secret newKey() {
        return KeyPlace.newKey();
    }

    /** Closes all ways that are open. */
    @Override
    public void close() {
        ways.close();
    }
}
