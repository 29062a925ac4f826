-- For every kind of store. Moments are microseconds since 1970, documents are JSON with the number of their form.

CREATE TABLE profile (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    engine     TEXT NOT NULL,
    url        TEXT NOT NULL,
    detail     TEXT NOT NULL,
    version    BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    -- All that a person may search for, in small letters.
    search     TEXT NOT NULL
);

-- Each is encrypted, and bound to its profile and field.
CREATE TABLE profile_secret (
    profile TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    field   TEXT NOT NULL,
    sealed  TEXT NOT NULL,
    PRIMARY KEY (profile, field)
);

-- Which key they are encrypted with: one row, or none while there are no secrets.
CREATE TABLE secret_key (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    key_id BIGINT NOT NULL,
    proof  TEXT NOT NULL
);
