-- Tables of every shape.
CREATE SEQUENCE awkward.app_id START 100000;

CREATE TABLE awkward.empty (id int PRIMARY KEY, v text);
CREATE TABLE awkward.nothing ();
INSERT INTO awkward.nothing DEFAULT VALUES;
INSERT INTO awkward.nothing DEFAULT VALUES;

CREATE TABLE awkward.shrunk (id int PRIMARY KEY, gone1 text, kept text, gone2 int, added int DEFAULT 7) WITH (fillfactor = 70, autovacuum_enabled = off);
INSERT INTO awkward.shrunk SELECT i, 'gone', 'kept ' || i, i FROM generate_series(1, 100) i;
ALTER TABLE awkward.shrunk DROP gone1, DROP gone2, ADD late text DEFAULT 'late', ADD later timestamptz DEFAULT now();
ALTER TABLE awkward.shrunk ALTER kept SET STATISTICS 500, ALTER kept SET (n_distinct = -0.5), ALTER late SET STORAGE MAIN;

DO $$
BEGIN
    EXECUTE (SELECT 'CREATE TABLE awkward.wide300 (id int PRIMARY KEY, ' || string_agg(format('c%s %s', i, (ARRAY['int', 'text', 'numeric', 'timestamptz', 'bool', 'bytea'])[i % 6 + 1]), ', ') || ')'
        FROM generate_series(1, 299) i);
    EXECUTE (SELECT 'CREATE TABLE awkward.wide1600 (id int PRIMARY KEY, ' || string_agg(format('c%s int', i), ', ') || ')'
        FROM generate_series(1, 1599) i);
END
$$;
INSERT INTO awkward.wide300 (id, c1, c2, c299) VALUES (1, 'text', 2, NULL), (2, NULL, NULL, '\xff');
INSERT INTO awkward.wide1600 SELECT i FROM generate_series(1, 50) i;
UPDATE awkward.wide1600 SET c1599 = id, c800 = -id;

CREATE TABLE awkward.toasted (id int PRIMARY KEY, small int, big text, doc jsonb, raw bytea);
ALTER TABLE awkward.toasted ALTER big SET STORAGE EXTERNAL, SET (toast.autovacuum_enabled = off);
INSERT INTO awkward.toasted
    SELECT i, i, (SELECT string_agg(md5((i * j)::text), '') FROM generate_series(1, 1000) j),
        (SELECT jsonb_object_agg(j, md5(j::text)) FROM generate_series(1, 500) j), decode(repeat(md5(i::text), 500), 'hex')
    FROM generate_series(1, 20) i;

CREATE UNLOGGED TABLE awkward.unlogged (id serial PRIMARY KEY, v text);
INSERT INTO awkward.unlogged (v) SELECT 'v' || i FROM generate_series(1, 100) i;

CREATE TABLE awkward.of_type OF awkward.shell (PRIMARY KEY (payload));
INSERT INTO awkward.of_type VALUES ('typed');

-- No identity, or an unusual one.
CREATE TABLE awkward.keyless (a int, b text, j json, x xml, p point);
INSERT INTO awkward.keyless SELECT i % 5, NULL, '{"a" : 1}', '<a/>', '(1,2)' FROM generate_series(1, 50) i;
CREATE TABLE awkward.identity_full (id int PRIMARY KEY, v text, f float4);
ALTER TABLE awkward.identity_full REPLICA IDENTITY FULL;
CREATE TABLE awkward.identity_nothing (id int PRIMARY KEY, v text);
ALTER TABLE awkward.identity_nothing REPLICA IDENTITY NOTHING;
CREATE TABLE awkward.identity_index (a int, b text NOT NULL, c int NOT NULL);
CREATE UNIQUE INDEX "Identity Index" ON awkward.identity_index (c, b);
ALTER TABLE awkward.identity_index REPLICA IDENTITY USING INDEX "Identity Index";
INSERT INTO awkward.identity_full SELECT i, NULL, i / 3.0 FROM generate_series(1, 30) i;
INSERT INTO awkward.identity_nothing SELECT i, 'v' FROM generate_series(1, 30) i;
INSERT INTO awkward.identity_index SELECT i % 3, 'b' || i, i FROM generate_series(1, 30) i;

-- Unique, and no key all the same: nullable, partial, of an expression.
CREATE TABLE awkward.almost_key (a int, b int NOT NULL, c text NOT NULL, UNIQUE (a));
CREATE UNIQUE INDEX ON awkward.almost_key (b) WHERE b > 0;
CREATE UNIQUE INDEX ON awkward.almost_key (lower(c));
INSERT INTO awkward.almost_key VALUES (NULL, 0, 'a'), (NULL, 0, 'b'), (1, 1, 'C');

--@ >= 12
CREATE ACCESS METHOD heap_again TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE awkward.other_method (id int PRIMARY KEY, v text) USING heap_again;
INSERT INTO awkward.other_method VALUES (1, 'v');
CREATE TABLE awkward.generated (
    id int PRIMARY KEY, a int, twice int GENERATED ALWAYS AS (a * 2) STORED, name text,
    up text GENERATED ALWAYS AS (upper(name)) STORED);
INSERT INTO awkward.generated (id, a, name) SELECT i, i, 'n' || i FROM generate_series(1, 30) i;
CREATE TABLE awkward.generated_key (a int NOT NULL, k int GENERATED ALWAYS AS (a + 1) STORED PRIMARY KEY, v text);
INSERT INTO awkward.generated_key (a, v) SELECT i, 'v' FROM generate_series(1, 30) i;
--@ >= 18
CREATE TABLE awkward.virtual (id int PRIMARY KEY, a int, twice int GENERATED ALWAYS AS (a * 2) VIRTUAL);
INSERT INTO awkward.virtual (id, a) VALUES (1, 21), (2, NULL);
--@ all
