-- What was compared on demand. The document has neither keys nor values of rows.
CREATE TABLE verification (
    id           TEXT PRIMARY KEY,
    job          TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    database     TEXT NOT NULL,
    server       TEXT NOT NULL,
    active       INTEGER NOT NULL,
    stop         INTEGER NOT NULL,
    requested_at BIGINT NOT NULL,
    document     TEXT NOT NULL,
    tables       TEXT
);

CREATE INDEX verification_job ON verification (job, requested_at);
CREATE INDEX verification_active ON verification (server) WHERE active = 1;

-- Rows that differ: keys and names of columns, never values.
CREATE TABLE difference (
    verification TEXT NOT NULL REFERENCES verification (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,
    table_name   TEXT NOT NULL,
    kind         TEXT NOT NULL,
    document     TEXT NOT NULL,
    PRIMARY KEY (verification, position)
);
