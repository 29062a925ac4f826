CREATE TYPE awkward.color AS ENUM ('red', 'green');
ALTER TYPE awkward.color OWNER TO awkward_owner;
CREATE TYPE awkward.address AS (street text, "House No." int, country char(2));
CREATE TYPE awkward.shell AS (payload text); -- named like nothing else
CREATE DOMAIN awkward.email AS text COLLATE "C" DEFAULT 'nobody@example.org' NOT NULL CONSTRAINT has_at CHECK (VALUE ~ '@');
CREATE DOMAIN awkward.late_check AS int;
CREATE TYPE awkward.color_range AS RANGE (subtype = awkward.color);
CREATE TYPE awkward.float_range AS RANGE (subtype = float8, subtype_diff = float8mi);
COMMENT ON TYPE awkward.color IS 'A color, ''quoted''';
COMMENT ON COLUMN awkward.address.street IS 'A part of a type';
REVOKE USAGE ON TYPE awkward.color FROM PUBLIC;
GRANT USAGE ON TYPE awkward.color TO awkward_app WITH GRANT OPTION;

-- A base type of its own, made of functions that exist.
CREATE TYPE awkward.my_int;
CREATE FUNCTION awkward.my_int_in(cstring) RETURNS awkward.my_int LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION awkward.my_int_out(awkward.my_int) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE awkward.my_int (INPUT = awkward.my_int_in, OUTPUT = awkward.my_int_out, LIKE = int4);
CREATE CAST (awkward.my_int AS int) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (int AS awkward.my_int) WITHOUT FUNCTION AS ASSIGNMENT;

CREATE TABLE awkward.typed (
    id int PRIMARY KEY, c awkward.color DEFAULT 'green', a awkward.address, cs awkward.color[], mail awkward.email,
    checked awkward.late_check, colors awkward.color_range, span awkward.float_range, mine awkward.my_int);
INSERT INTO awkward.typed VALUES
    (1, 'red', ROW('A "street", 1', 7, 'DE'), '{red,NULL}', 'a@b', -1, '[red,green]', '[0.1,NaN]', 42),
    (2, NULL, NULL, NULL, DEFAULT, NULL, 'empty', '(,)', NULL);
-- The value above violates what is checked from now on.
ALTER DOMAIN awkward.late_check ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;

CREATE COLLATION awkward."posix copy" FROM "C";
CREATE COLLATION awkward.phonebook (provider = icu, locale = 'de-u-co-phonebk');
--@ >= 12
CREATE COLLATION awkward.ignore_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE awkward.collated (word text COLLATE awkward.ignore_case PRIMARY KEY, name text COLLATE awkward.phonebook);
INSERT INTO awkward.collated VALUES ('Apple', 'Äpfel'), ('banana', 'Zebra');
CREATE INDEX ON awkward.collated (name);
--@ all
CREATE CONVERSION awkward.my_conversion FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
CREATE TEXT SEARCH DICTIONARY awkward.plain (TEMPLATE = pg_catalog.simple, stopwords = 'english');
CREATE TEXT SEARCH CONFIGURATION awkward.search (COPY = pg_catalog.german);
ALTER TEXT SEARCH CONFIGURATION awkward.search ALTER MAPPING FOR asciiword WITH awkward.plain;
