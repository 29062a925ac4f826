-- Tables for MixedLoad: each is awkward in one way.
CREATE SCHEMA mixed;
CREATE SEQUENCE mixed.fresh START 1000;

CREATE TABLE mixed.items (
    id bigserial PRIMARY KEY, name text NOT NULL, body text, amount numeric(20, 3) DEFAULT 0, tags text[],
    changed timestamptz DEFAULT clock_timestamp());
CREATE INDEX ON mixed.items (changed);
INSERT INTO mixed.items (name, amount) SELECT 'item ' || i, i FROM generate_series(1, 500) i;

CREATE TABLE mixed.toasted (id bigserial PRIMARY KEY, n int NOT NULL, big text NOT NULL, raw bytea);
ALTER TABLE mixed.toasted ALTER big SET STORAGE EXTERNAL;
INSERT INTO mixed.toasted (n, big)
    SELECT i, (SELECT string_agg(md5((i * j)::text), '') FROM generate_series(1, 400) j) FROM generate_series(1, 20) i;

CREATE TABLE mixed.moved (a int, b text, v int, c date, PRIMARY KEY (b, a));
INSERT INTO mixed.moved SELECT i, 'b' || i % 7, i, current_date FROM generate_series(1, 100) i;

CREATE TABLE mixed.swapped (id int PRIMARY KEY, slot int NOT NULL UNIQUE, label text);
INSERT INTO mixed.swapped SELECT i, i * 10, 'label ' || i FROM generate_series(1, 50) i;

CREATE TABLE mixed.by_index (v int, code text NOT NULL UNIQUE);
ALTER TABLE mixed.by_index REPLICA IDENTITY USING INDEX by_index_code_key;

CREATE TABLE mixed.parents (id int PRIMARY KEY, name text);
CREATE TABLE mixed.children (
    id bigserial PRIMARY KEY, parent int NOT NULL REFERENCES mixed.parents ON DELETE CASCADE ON UPDATE CASCADE,
    other int REFERENCES mixed.parents ON DELETE SET NULL ON UPDATE SET NULL);
CREATE INDEX ON mixed.children (parent);

CREATE TABLE mixed.keyless (v int, note text, doc jsonb, place point);
INSERT INTO mixed.keyless SELECT i % 30, 'note ' || i % 3 FROM generate_series(1, 200) i;

CREATE TABLE mixed.full_identity (v int, note text, f float8, body text);
ALTER TABLE mixed.full_identity REPLICA IDENTITY FULL;

CREATE TABLE mixed.emptied (id serial PRIMARY KEY, v int);

CREATE SEQUENCE mixed.measured_id;
--@ < 11
CREATE TABLE mixed.measured (id bigint DEFAULT nextval('mixed.measured_id'), area text, day date, v int)
    PARTITION BY RANGE (day);
CREATE TABLE mixed.measured_2024 PARTITION OF mixed.measured (PRIMARY KEY (id))
    FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE mixed.measured_later PARTITION OF mixed.measured FOR VALUES FROM ('2025-01-01') TO (MAXVALUE);
--@ >= 11
CREATE TABLE mixed.measured (
    id bigint DEFAULT nextval('mixed.measured_id'), area text, day date, v int, PRIMARY KEY (id, area, day))
    PARTITION BY RANGE (day);
CREATE TABLE mixed.measured_2024 PARTITION OF mixed.measured FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')
    PARTITION BY LIST (area);
CREATE TABLE mixed.measured_2024_0 PARTITION OF mixed.measured_2024 FOR VALUES IN ('area 0', 'area 1');
CREATE TABLE mixed.measured_2024_rest PARTITION OF mixed.measured_2024 DEFAULT;
CREATE TABLE mixed.measured_later (v int, day date NOT NULL, id bigint NOT NULL, area text NOT NULL);
ALTER TABLE mixed.measured_later ADD PRIMARY KEY (id, area, day);
ALTER TABLE mixed.measured ATTACH PARTITION mixed.measured_later FOR VALUES FROM ('2025-01-01') TO (MAXVALUE);
