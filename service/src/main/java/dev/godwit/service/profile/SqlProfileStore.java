package dev.godwit.service.profile;

import dev.godwit.core.Failure;
import dev.godwit.service.Page;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Profiles in any kind of store. */
final class SqlProfileStore implements ProfileStore {

    /** Most identifiers in one statement; below the limit of every kind of store. */
    private static final int AT_ONCE = 500;

    private final Database store;

    SqlProfileStore(Database store) {
        this.store = store;
    }

    @Override
    public void add(Profile profile, Map<SecretField, String> sealed, @Nullable SealMark mark) {
        named(
                profile,
                () -> store.write(handle -> {
                    hold(handle, mark);
                    bind(handle.createUpdate("""
                    INSERT INTO profile (id, name, engine, url, detail, version, created_at, changed_at, search)
                    VALUES (:id, :name, :engine, :url, :detail, :version, :created, :changed, :search)
                    """), profile)
                            .bind("created", micros(profile.createdAt()))
                            .execute();
                    insert(handle, profile.id(), sealed);
                }));
    }

    @Override
    public void change(Profile profile, Map<SecretField, String> sealed, @Nullable SealMark mark) {
        named(
                profile,
                () -> store.write(handle -> {
                    hold(handle, mark);
                    int changed = bind(handle.createUpdate("""
                    UPDATE profile SET name = :name, engine = :engine, url = :url, detail = :detail, version = :version,
                        changed_at = :changed, search = :search
                    WHERE id = :id AND version = :version - 1
                    """), profile).execute();
                    if (changed != 1) {
                        throw Failure.of(ServiceFailure.PROFILE_CHANGED)
                                .found("profile %s", profile.name())
                                .build();
                    }
                    handle.createUpdate("DELETE FROM profile_secret WHERE profile = :id")
                            .bind("id", profile.id())
                            .execute();
                    insert(handle, profile.id(), sealed);
                    forgetUnusedKey(handle);
                }));
    }

    /** Says it in words when a change fails because the name is another's. */
    private void named(Profile profile, Runnable change) {
        try {
            change.run();
        } catch (UnableToExecuteStatementException e) {
            boolean taken = find(profile.name())
                    .filter(other -> !other.id().equals(profile.id()))
                    .isPresent();
            if (taken) {
                throw Failure.of(ServiceFailure.PROFILE_NAME_TAKEN)
                        .found("'%s'", profile.name())
                        .about("name")
                        .cause(e)
                        .build();
            }
            throw e;
        }
    }

    /** Sees that nobody changes the key before this transaction ends: the update locks the row. */
    private static void hold(Handle handle, @Nullable SealMark mark) {
        if (mark == null) {
            return;
        }
        int held = handle.createUpdate("UPDATE secret_key SET key_id = :id WHERE key_id = :id")
                .bind("id", mark.keyId())
                .execute();
        if (held == 1) {
            return;
        }
        if (mark(handle).isPresent()) {
            throw new StaleKeyException();
        }
        handle.createUpdate("INSERT INTO secret_key (one, key_id, proof) VALUES (1, :id, :proof)")
                .bind("id", mark.keyId())
                .bind("proof", mark.proof())
                .execute();
    }

    private static org.jdbi.v3.core.statement.Update bind(org.jdbi.v3.core.statement.Update update, Profile profile) {
        return update.bind("id", profile.id())
                .bind("name", profile.name())
                .bind("engine", profile.engine())
                .bind("url", profile.url())
                .bind("detail", Details.write(profile))
                .bind("version", profile.version())
                .bind("changed", micros(profile.changedAt()))
                .bind("search", (profile.name() + "\n" + profile.url()).toLowerCase(Locale.ROOT));
    }

    private static void insert(Handle handle, String id, Map<SecretField, String> sealed) {
        sealed.forEach((field, text) -> handle.createUpdate(
                        "INSERT INTO profile_secret (profile, field, sealed) VALUES (:id, :field, :sealed)")
                .bind("id", id)
                .bind("field", field.name())
                .bind("sealed", text)
                .execute());
    }

    @Override
    public Optional<Profile> find(String idOrName) {
        return store.read(handle -> read(
                        handle,
                        handle.createQuery(
                                        "SELECT * FROM profile WHERE id = :key OR name = :key ORDER BY CASE id WHEN :key THEN 0 ELSE 1 END")
                                .bind("key", idOrName))
                .stream()
                .findFirst());
    }

    @Override
    public List<Profile> all(Collection<String> ids) {
        List<String> sought = ids.stream().distinct().toList();
        return store.read(handle -> {
            var found = new ArrayList<Profile>();
            for (int from = 0; from < sought.size(); from += AT_ONCE) {
                var some = sought.subList(from, Math.min(from + AT_ONCE, sought.size()));
                found.addAll(read(
                        handle,
                        handle.createQuery("SELECT * FROM profile WHERE id IN (<ids>)")
                                .bindList("ids", some)));
            }
            return found;
        });
    }

    @Override
    public Map<SecretField, String> sealed(String id) {
        var sealed = new EnumMap<SecretField, String>(SecretField.class);
        rows(id).forEach(row -> sealed.put(row.field(), row.sealed()));
        return sealed;
    }

    private List<Row> rows(String id) {
        return store.read(
                handle -> handle.createQuery("SELECT profile, field, sealed FROM profile_secret WHERE profile = :id")
                        .bind("id", id)
                        .map((row, context) -> row(row))
                        .list());
    }

    @Override
    public Page<Profile> list(String search, int page, int size) {
        String like = like(search);
        return store.read(handle -> {
            List<Profile> items = read(
                    handle,
                    handle.createQuery(
                                    "SELECT * FROM profile WHERE search LIKE :like ESCAPE '!' ORDER BY name LIMIT :size OFFSET :from")
                            .bind("like", like)
                            .bind("size", size)
                            .bind("from", (long) (page - 1) * size));
            long total = handle.createQuery("SELECT COUNT(*) FROM profile WHERE search LIKE :like ESCAPE '!'")
                    .bind("like", like)
                    .mapTo(Long.class)
                    .one();
            return new Page<>(items, total, page, size);
        });
    }

    private static String like(String search) {
        return "%" + search.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
    }

    @Override
    public void delete(String id) {
        store.write(handle -> {
            handle.createUpdate("DELETE FROM profile WHERE id = :id")
                    .bind("id", id)
                    .execute();
            forgetUnusedKey(handle);
        });
    }

    private static void forgetUnusedKey(Handle handle) {
        handle.createUpdate("DELETE FROM secret_key WHERE NOT EXISTS (SELECT 1 FROM profile_secret)")
                .execute();
    }

    @Override
    public Optional<SealMark> mark() {
        return store.read(SqlProfileStore::mark);
    }

    private static Optional<SealMark> mark(Handle handle) {
        return handle.createQuery("SELECT key_id, proof FROM secret_key")
                .map((row, context) -> new SealMark(row.getLong("key_id"), row.getString("proof")))
                .findFirst();
    }

    @Override
    public int reseal(SealMark from, SealMark to, Resealing resealing) {
        return store.writeAndAnswer(handle -> {
            int changed = handle.createUpdate("UPDATE secret_key SET key_id = :to, proof = :proof WHERE key_id = :from")
                    .bind("to", to.keyId())
                    .bind("proof", to.proof())
                    .bind("from", from.keyId())
                    .execute();
            if (changed != 1) {
                throw new StaleKeyException();
            }
            List<Row> rows = handle.createQuery("SELECT profile, field, sealed FROM profile_secret")
                    .map((row, context) -> row(row))
                    .list();
            for (Row row : rows) {
                handle.createUpdate("UPDATE profile_secret SET sealed = :sealed WHERE profile = :id AND field = :field")
                        .bind("sealed", resealing.reseal(row.profile(), row.field(), row.sealed()))
                        .bind("id", row.profile())
                        .bind("field", row.field().name())
                        .execute();
            }
            return rows.size();
        });
    }

    private record Row(String profile, SecretField field, String sealed) {}

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getString("profile"), SecretField.valueOf(row.getString("field")), row.getString("sealed"));
    }

    /** The profiles of a query on {@code profile}, each with the names of its secrets. */
    private static List<Profile> read(Handle handle, Query query) {
        var bare = query.map((row, context) -> profile(row)).list();
        var secrets = new HashMap<String, Set<SecretField>>();
        for (int from = 0; from < bare.size(); from += AT_ONCE) {
            var ids = bare.subList(from, Math.min(from + AT_ONCE, bare.size())).stream()
                    .map(Profile::id)
                    .toList();
            handle.createQuery("SELECT profile, field FROM profile_secret WHERE profile IN (<ids>)")
                    .bindList("ids", ids)
                    .map((row, context) -> Map.entry(row.getString("profile"), row.getString("field")))
                    .forEach(entry -> secrets.computeIfAbsent(entry.getKey(), id -> EnumSet.noneOf(SecretField.class))
                            .add(SecretField.valueOf(entry.getValue())));
        }
        return bare.stream()
                .map(profile -> profile.with(secrets.getOrDefault(profile.id(), Set.of())))
                .toList();
    }

    private static Profile profile(ResultSet row) throws SQLException {
        Details details = Details.read(row.getString("detail"));
        return new Profile(
                row.getString("id"),
                row.getString("name"),
                row.getString("engine"),
                row.getString("url"),
                details.tls(),
                details.tunnel(),
                Set.of(),
                row.getLong("version"),
                moment(row.getLong("created_at")),
                moment(row.getLong("changed_at")));
    }

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    private static Instant moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
