-- For every kind of store. Moments are microseconds since 1970, documents are JSON with the number of their form.

CREATE TABLE server (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);

CREATE TABLE job (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    identity    TEXT NOT NULL,
    spec        TEXT NOT NULL,
    mode        TEXT NOT NULL,
    source      TEXT NOT NULL,
    target      TEXT NOT NULL,
    status      TEXT NOT NULL,
    phase       TEXT NOT NULL,
    attended    INTEGER NOT NULL,
    owner       TEXT,
    version     BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL,
    started_at  BIGINT,
    ended_at    BIGINT,
    start_at    BIGINT,
    -- All that a person may search for, in small letters.
    search      TEXT NOT NULL
);

-- The same databases and tables are migrated by one job at a time.
CREATE UNIQUE INDEX job_live ON job (identity) WHERE status NOT IN ('DRAFT', 'COMPLETED', 'ENDED', 'DELETING');
CREATE INDEX job_newest ON job (COALESCE(started_at, created_at), id);
CREATE INDEX job_status ON job (status);
CREATE INDEX job_changed ON job (changed_at);
CREATE INDEX job_start ON job (start_at) WHERE start_at IS NOT NULL;

CREATE TABLE job_label (
    job   TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (job, name)
);

CREATE INDEX job_label_value ON job_label (name, value);

CREATE TABLE job_database (
    job          TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    id           TEXT NOT NULL,
    position     INTEGER NOT NULL,
    source       TEXT NOT NULL,
    target       TEXT NOT NULL,
    status       TEXT NOT NULL,
    phase        TEXT NOT NULL,
    begun        INTEGER NOT NULL,
    removed      INTEGER NOT NULL,
    failure      TEXT,
    trouble      TEXT,
    wish         TEXT,
    started_at   BIGINT,
    ended_at     BIGINT,
    left_to_do   TEXT NOT NULL,
    PRIMARY KEY (job, id)
);

CREATE TABLE timeline (
    id       ${serial},
    job      TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    version  BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    database TEXT,
    status   TEXT NOT NULL,
    phase    TEXT NOT NULL,
    who      TEXT,
    text     TEXT NOT NULL
);

CREATE INDEX timeline_job ON timeline (job, id);

-- Reports, findings and the progress of tables.
CREATE TABLE document (
    job      TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    database TEXT NOT NULL,
    kind     TEXT NOT NULL,
    at       BIGINT NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (job, kind, database)
);

-- Asked of the server that owns the job.
CREATE TABLE command (
    id      ${serial},
    job     TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    action  TEXT NOT NULL,
    options TEXT NOT NULL
);

-- A request that comes again is not done again.
CREATE TABLE request (
    id     TEXT PRIMARY KEY,
    job    TEXT NOT NULL,
    action TEXT NOT NULL,
    at     BIGINT NOT NULL
);

CREATE TABLE audit (
    id      ${serial},
    at      BIGINT NOT NULL,
    who     TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    outcome TEXT NOT NULL,
    request TEXT
);

-- Only hashes: a token is shown once, when it is made.
CREATE TABLE api_token (
    id           TEXT PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,
    role         TEXT NOT NULL,
    hash         TEXT NOT NULL UNIQUE,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT
);
