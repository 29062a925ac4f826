CREATE TABLE awkward.indexed (id int PRIMARY KEY, a int, t text, j jsonb, arr int[], p point, r int4range, ts tsvector, i inet, f float8);
INSERT INTO awkward.indexed SELECT n, n % 10, 'text ' || n, jsonb_build_object('k', n), ARRAY[n, n + 1], point(n, -n), int4range(n, n + 5),
    to_tsvector('english', 'word ' || n), '10.0.0.0'::inet + n, n / 3.0 FROM generate_series(1, 500) n;
CREATE INDEX hashed ON awkward.indexed USING hash (t);
CREATE INDEX ON awkward.indexed USING gin (j jsonb_path_ops);
CREATE INDEX ON awkward.indexed USING gin (arr) WITH (fastupdate = off);
CREATE INDEX ON awkward.indexed USING gin (t extensions.gin_trgm_ops);
CREATE INDEX ON awkward.indexed USING gist (p);
CREATE INDEX ON awkward.indexed USING spgist (r);
CREATE INDEX ON awkward.indexed USING gist (ts);
CREATE INDEX ON awkward.indexed USING brin (id) WITH (pages_per_range = 4);
CREATE INDEX "Partial, ""odd""" ON awkward.indexed (a DESC NULLS LAST, t COLLATE "C" text_pattern_ops) WHERE a > 3 AND t <> 'it''s';
CREATE INDEX ON awkward.indexed (awkward.plus_one(a), (t || 'x')) WITH (fillfactor = 50);
CREATE INDEX ON awkward.indexed (a awkward.int_reverse);
CREATE UNIQUE INDEX ON awkward.indexed (lower(t));
CREATE INDEX clustered ON awkward.indexed (f);
ALTER TABLE awkward.indexed CLUSTER ON clustered;
ALTER INDEX awkward.hashed SET (fillfactor = 80);
COMMENT ON INDEX awkward.hashed IS 'A hash';
--@ >= 11
CREATE UNIQUE INDEX ON awkward.indexed (a, id) INCLUDE (t);
ALTER INDEX awkward.indexed_plus_one_expr_idx ALTER COLUMN 1 SET STATISTICS 300;
--@ >= 13
CREATE INDEX ON awkward.indexed USING gist (ts tsvector_ops (siglen = 100));
--@ all
CREATE STATISTICS awkward.together (ndistinct, dependencies) ON a, t FROM awkward.indexed;
COMMENT ON STATISTICS awkward.together IS 'Of two columns';
--@ >= 12
CREATE STATISTICS awkward.most_common (mcv) ON a, i FROM awkward.indexed;
--@ >= 13
ALTER STATISTICS awkward.together SET STATISTICS 250;
--@ >= 14
CREATE STATISTICS awkward."of expressions" ON (a + 1), lower(t) FROM awkward.indexed;
--@ all
