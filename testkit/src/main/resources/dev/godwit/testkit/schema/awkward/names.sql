-- Names that break what puts statements together without care.
CREATE TABLE "Awkward ""Schema"" ☃"."Table "" with; 'quotes' \ and $$ ?" (
    "select" int PRIMARY KEY, "Capital" text, " space " text, "quo""te" text, "apo'strophe" text, "back\slash" text, "per%cent%s" text,
    "quest?ion" text, "$1" text, ":named" text, "{brace}" text, "com,ma" text, "do.t" text, "ünïcode ☃ 🐦" text, "line
break" text, "--comment" text, "/*" text, "a" text, "A" text);
INSERT INTO "Awkward ""Schema"" ☃"."Table "" with; 'quotes' \ and $$ ?" ("select", "Capital", "quest?ion", "a", "A")
    SELECT i, E'\\N', '\.', 'a', 'A' FROM generate_series(1, 30) i;
CREATE TABLE "Awkward ""Schema"" ☃"."sixty-three bytes long, and so is the name of its only column ..." (
    "this name of a column is just as long as PostgreSQL permits ...." int PRIMARY KEY);
INSERT INTO "Awkward ""Schema"" ☃"."sixty-three bytes long, and so is the name of its only column ..." SELECT i FROM generate_series(1, 30) i;
CREATE TABLE "Awkward ""Schema"" ☃"."TABLE" (id int PRIMARY KEY, v text);
CREATE TABLE "Awkward ""Schema"" ☃"."table" (id int PRIMARY KEY, v text);
INSERT INTO "Awkward ""Schema"" ☃"."TABLE" VALUES (1, 'capital');
INSERT INTO "Awkward ""Schema"" ☃"."table" VALUES (1, 'small');
CREATE INDEX "Index ☃ ""x""" ON "Awkward ""Schema"" ☃"."TABLE" (v);
COMMENT ON TABLE "Awkward ""Schema"" ☃"."TABLE" IS E'Two\nlines, \\ and ''quotes''; ☃';
COMMENT ON COLUMN "Awkward ""Schema"" ☃"."TABLE".v IS 'A column';
COMMENT ON SCHEMA "Awkward ""Schema"" ☃" IS 'A schema';
COMMENT ON CONSTRAINT "TABLE_pkey" ON "Awkward ""Schema"" ☃"."TABLE" IS 'A key';
COMMENT ON SEQUENCE awkward.free_one IS 'A sequence';
COMMENT ON DOMAIN awkward.email IS 'A domain';
COMMENT ON OPERATOR awkward.~=~ (float8, float8) IS 'An operator';
COMMENT ON CAST (awkward.my_int AS int) IS 'A cast';
COMMENT ON COLLATION awkward."posix copy" IS 'A collation';
COMMENT ON SERVER awkward_server IS 'A server';
