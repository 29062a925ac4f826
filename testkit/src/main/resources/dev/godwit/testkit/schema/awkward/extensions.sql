CREATE SCHEMA awkward;
CREATE SCHEMA "Awkward ""Schema"" ☃";
CREATE SCHEMA extensions;
GRANT USAGE ON SCHEMA awkward, extensions TO awkward_app, awkward_reader;

CREATE EXTENSION hstore SCHEMA extensions;
CREATE EXTENSION citext SCHEMA extensions;
CREATE EXTENSION pg_trgm SCHEMA extensions;
CREATE EXTENSION btree_gist SCHEMA extensions;
CREATE EXTENSION "uuid-ossp" SCHEMA extensions;
CREATE EXTENSION ltree SCHEMA extensions;
CREATE EXTENSION cube SCHEMA extensions;
CREATE EXTENSION seg SCHEMA extensions;
CREATE EXTENSION isn SCHEMA extensions;
CREATE EXTENSION lo SCHEMA extensions;
COMMENT ON EXTENSION hstore IS 'Commented by its user';

-- Values of extensions' types; cube, seg and isn, and ltree before 13, have no binary form.
CREATE TABLE awkward.extended (
    id extensions.citext PRIMARY KEY, h extensions.hstore, path extensions.ltree, c extensions.cube, s extensions.seg,
    isbn extensions.isbn13, hs extensions.hstore[], paths extensions.ltree[],
    made_by uuid DEFAULT extensions.uuid_generate_v4());
CREATE INDEX ON awkward.extended USING gin (h extensions.gin_hstore_ops);
CREATE INDEX ON awkward.extended USING gist (path extensions.gist_ltree_ops);
INSERT INTO awkward.extended VALUES
    ('Straße', 'a=>1, "b c"=>NULL, ""=>""', 'top.a.b', '(1,2.5),(3,4)', '1.5 .. 2.50', '978-0-11-000222-4', ARRAY['a=>1', NULL]::extensions.hstore[], '{a.b,c}'),
    ('STRASSE', '', '', '(0)', '~3.0', NULL, '{}', NULL);
