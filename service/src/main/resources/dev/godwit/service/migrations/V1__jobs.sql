CREATE TABLE job (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    identity   TEXT NOT NULL,
    spec       TEXT NOT NULL,
    status     TEXT NOT NULL,
    phase      TEXT NOT NULL,
    begun      INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    started_at TEXT,
    failure    TEXT,
    report     TEXT
);

-- The same databases and tables are migrated by one job at a time.
CREATE UNIQUE INDEX job_live ON job (identity) WHERE status NOT IN ('COMPLETED', 'ENDED', 'DELETING');

CREATE TABLE timeline (
    job     TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    at      TEXT NOT NULL,
    status  TEXT NOT NULL,
    phase   TEXT NOT NULL,
    text    TEXT NOT NULL
);

CREATE INDEX timeline_job ON timeline (job);
