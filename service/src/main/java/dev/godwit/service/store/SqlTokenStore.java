package dev.godwit.service.store;

import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.access.ApiToken;
import dev.godwit.service.access.Role;
import dev.godwit.service.access.TokenStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Tokens in a {@link Database}. */
public final class SqlTokenStore implements TokenStore {

    private final Database database;

    public SqlTokenStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(ApiToken token, String hash) {
        try {
            database.write(handle -> handle.createUpdate("""
                    INSERT INTO api_token (id, name, role, hash, created_at, expires_at)
                    VALUES (:id, :name, :role, :hash, :created, :expires)
                    """)
                    .bind("id", token.id())
                    .bind("name", token.name())
                    .bind("role", token.role().name())
                    .bind("hash", hash)
                    .bind("created", JobRows.micros(token.createdAt()))
                    .bind("expires", JobRows.micros(token.expiresAt()))
                    .execute());
        } catch (JdbiException e) {
            if (Database.isDuplicate(e)) {
                throw Failure.of(ServiceFailure.TOKEN_NAME_TAKEN)
                        .found(token.name())
                        .about("name")
                        .build();
            }
            throw e;
        }
    }

    @Override
    public Optional<ApiToken> byHash(String hash) {
        return database.read(handle -> handle.createQuery("SELECT * FROM api_token WHERE hash = :hash")
                .bind("hash", hash)
                .map((row, context) -> token(row))
                .findFirst());
    }

    @Override
    public List<ApiToken> all() {
        return database.read(handle -> handle.createQuery("SELECT * FROM api_token ORDER BY name")
                .map((row, context) -> token(row))
                .list());
    }

    @Override
    public void used(String id, Instant at) {
        database.write(
                handle -> handle.execute("UPDATE api_token SET last_used_at = ? WHERE id = ?", JobRows.micros(at), id));
    }

    @Override
    public boolean remove(String idOrName) {
        return database.writeAndAnswer(handle -> {
            handle.execute(
                    "DELETE FROM session WHERE token_id IN (SELECT id FROM api_token WHERE id = ? OR name = ?)",
                    idOrName,
                    idOrName);
            return handle.execute("DELETE FROM api_token WHERE id = ? OR name = ?", idOrName, idOrName) > 0;
        });
    }

    @Override
    public void open(String hash, String tokenId, Instant now, Instant expiresAt) {
        database.write(handle -> {
            handle.execute("DELETE FROM session WHERE expires_at <= ?", JobRows.micros(now));
            handle.execute("INSERT INTO session VALUES (?, ?, ?)", hash, tokenId, JobRows.micros(expiresAt));
        });
    }

    @Override
    public Optional<ApiToken> bySession(String hash, Instant now) {
        return database.read(handle -> handle.createQuery("""
                    SELECT * FROM api_token WHERE id IN (
                        SELECT token_id FROM session WHERE hash = :hash AND expires_at > :now)
                    """)
                .bind("hash", hash)
                .bind("now", JobRows.micros(now))
                .map((row, context) -> token(row))
                .findFirst());
    }

    @Override
    public void close(String hash) {
        database.write(handle -> handle.execute("DELETE FROM session WHERE hash = ?", hash));
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getString("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                JobRows.moment(row.getLong("created_at")),
                moment(row, "last_used_at"),
                moment(row, "expires_at"));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? null : JobRows.moment(micros);
    }
}
