-- User-defined types for TypeZoo: every kind that PostgreSQL has, and those made of others.
CREATE SCHEMA zoo_types;
CREATE SCHEMA zoo;

-- The order of the labels is not the order in which they were made.
CREATE TYPE zoo_types.mood AS ENUM ('sad', 'ok', 'it''s "fine", \ {really}', '', '☃ 🐦');
ALTER TYPE zoo_types.mood ADD VALUE 'gloomy' BEFORE 'ok';

CREATE TYPE zoo_types.pair AS (n int, t text, f float8);
CREATE TYPE zoo_types.gap AS (a int, gone text, "B b" float4, c "char");
ALTER TYPE zoo_types.gap DROP ATTRIBUTE gone;
CREATE TYPE zoo_types.tree AS (
    name varchar(20), value zoo_types.pair, leaves zoo_types.pair[], mood zoo_types.mood, moods zoo_types.mood[], spots point[]);

CREATE DOMAIN zoo_types.positive AS int CHECK (VALUE > 0);
CREATE DOMAIN zoo_types.word AS text COLLATE "C" CHECK (VALUE !~ '\s');
CREATE DOMAIN zoo_types.short_word AS zoo_types.word CHECK (length(VALUE) < 6);
CREATE DOMAIN zoo_types.measure AS float8;
CREATE DOMAIN zoo_types.grid AS int[] CHECK (array_ndims(VALUE) <= 2);
CREATE DOMAIN zoo_types.temper AS zoo_types.mood CHECK (VALUE <> 'sad');
CREATE DOMAIN zoo_types.price AS numeric(12, 2) DEFAULT 0;
CREATE TYPE zoo_types.labelled AS (label zoo_types.word, size zoo_types.measure);
--@ >= 11
CREATE DOMAIN zoo_types.same_pair AS zoo_types.pair CHECK ((VALUE).n IS DISTINCT FROM -1);
--@ all

CREATE TYPE zoo_types.float8_range AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TYPE zoo_types.text_range AS RANGE (subtype = text, collation = "C");
CREATE TYPE zoo_types.mood_range AS RANGE (subtype = zoo_types.mood);
CREATE TYPE zoo_types.time_range AS RANGE (subtype = time);
CREATE DOMAIN zoo_types.span AS zoo_types.float8_range CHECK (NOT isempty(VALUE));

-- What the reg* values name.
CREATE FUNCTION zoo_types."Do it"(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + 1';
CREATE OPERATOR zoo_types.### (PROCEDURE = zoo_types."Do it", RIGHTARG = int);
CREATE COLLATION zoo_types."My ""C""" FROM "C";
CREATE TABLE zoo_types."A table" (id int);
CREATE TEXT SEARCH CONFIGURATION zoo_types.my_config (COPY = pg_catalog.english);
CREATE TEXT SEARCH DICTIONARY zoo_types.my_dictionary (TEMPLATE = pg_catalog.simple);

-- An element as it stands in the text of an array.
CREATE FUNCTION zoo_types.element(anyelement) RETURNS text LANGUAGE sql AS $$
    SELECT CASE WHEN $1 IS NOT DISTINCT FROM NULL THEN 'NULL'
        ELSE '"' || replace(replace(format('%s', $1), '\', '\\'), '"', '\"') || '"' END
$$;
