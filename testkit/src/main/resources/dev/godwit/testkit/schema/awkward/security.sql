CREATE TABLE awkward.by_row (id int PRIMARY KEY, owner text, v text);
INSERT INTO awkward.by_row SELECT i, CASE WHEN i % 2 = 0 THEN 'awkward_app' ELSE 'someone else' END, 'v' FROM generate_series(1, 30) i;
ALTER TABLE awkward.by_row ENABLE ROW LEVEL SECURITY;
ALTER TABLE awkward.by_row FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON awkward.by_row TO awkward_app USING (owner = current_user) WITH CHECK (owner = current_user);
CREATE POLICY "Readers; ""see""" ON awkward.by_row AS RESTRICTIVE FOR SELECT TO awkward_reader, awkward_app USING (id > 0);
COMMENT ON POLICY own_rows ON awkward.by_row IS 'A policy';
ALTER TABLE awkward.by_row OWNER TO awkward_owner;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA awkward TO awkward_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA awkward TO awkward_app;
GRANT USAGE ON SCHEMA "Awkward ""Schema"" ☃" TO PUBLIC;
REVOKE ALL ON awkward.empty FROM awkward_app;
GRANT SELECT (id), UPDATE (v), REFERENCES (id, v) ON awkward.empty TO awkward_reader WITH GRANT OPTION;
GRANT TRUNCATE, TRIGGER ON awkward.shrunk TO awkward_reader;
GRANT ALL ON awkward.checked TO PUBLIC;
REVOKE SELECT ON awkward.by_row FROM awkward_owner;
ALTER TABLE awkward.shrunk OWNER TO awkward_owner;
ALTER SCHEMA "Awkward ""Schema"" ☃" OWNER TO awkward_owner;
--@ >= 17
GRANT MAINTAIN ON awkward.shrunk TO awkward_app;
--@ all

ALTER DEFAULT PRIVILEGES IN SCHEMA awkward GRANT SELECT ON TABLES TO awkward_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE awkward_owner GRANT EXECUTE ON FUNCTIONS TO "Awkward ""Group"" ☃";
ALTER DEFAULT PRIVILEGES FOR ROLE awkward_owner REVOKE USAGE ON TYPES FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE awkward_owner GRANT USAGE ON SCHEMAS TO awkward_reader;

-- Nothing can be read through it.
CREATE FOREIGN DATA WRAPPER awkward_wrapper OPTIONS (debug 'true');
CREATE SERVER awkward_server TYPE 'none' VERSION '1' FOREIGN DATA WRAPPER awkward_wrapper OPTIONS (host 'nowhere');
CREATE USER MAPPING FOR awkward_app SERVER awkward_server OPTIONS (password 'it''s secret');
CREATE FOREIGN TABLE awkward.far_away (id int OPTIONS (name 'x'), v text NOT NULL) SERVER awkward_server OPTIONS (file '/nowhere');
GRANT USAGE ON FOREIGN SERVER awkward_server TO awkward_app;

SELECT lo_from_bytea(100001, ''), lo_from_bytea(100002, decode(repeat('00ff', 100000), 'hex')), lo_from_bytea(100003, 'text');
COMMENT ON LARGE OBJECT 100002 IS 'Large';
ALTER LARGE OBJECT 100003 OWNER TO awkward_owner;
GRANT SELECT ON LARGE OBJECT 100002 TO awkward_reader;
CREATE TABLE awkward.documents (id serial PRIMARY KEY, content extensions.lo, raw oid);
CREATE TRIGGER manage BEFORE UPDATE OR DELETE ON awkward.documents FOR EACH ROW EXECUTE PROCEDURE extensions.lo_manage(content);
INSERT INTO awkward.documents (content, raw) VALUES (lo_from_bytea(0, 'one'), 100002), (lo_from_bytea(0, 'two'), NULL);
