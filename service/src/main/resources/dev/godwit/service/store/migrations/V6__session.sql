-- A token that was traded for a cookie, by the hash of what the cookie holds.
CREATE TABLE session (
    hash       TEXT PRIMARY KEY,
    token_id   TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
