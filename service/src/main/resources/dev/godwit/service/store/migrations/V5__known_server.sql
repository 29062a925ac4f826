-- What the server at a place said of itself when it was last reached.
CREATE TABLE known_server (
    place   TEXT PRIMARY KEY,
    engine  TEXT NOT NULL,
    version TEXT NOT NULL,
    seen_at BIGINT NOT NULL
);
