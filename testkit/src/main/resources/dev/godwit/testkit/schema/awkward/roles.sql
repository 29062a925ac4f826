-- Roles belong to the cluster, so they may be there already.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['awkward_owner', 'awkward_app', 'awkward_reader', 'Awkward "Group" ☃'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I', wanted);
        END IF;
    END LOOP;
END
$$;
ALTER ROLE awkward_owner NOLOGIN CREATEDB;
ALTER ROLE awkward_app LOGIN PASSWORD 'app' CONNECTION LIMIT 50;
ALTER ROLE awkward_reader NOLOGIN NOINHERIT VALID UNTIL '2100-01-01';
GRANT awkward_reader TO "Awkward ""Group"" ☃" WITH ADMIN OPTION;
GRANT "Awkward ""Group"" ☃" TO awkward_app;
--@ >= 16
GRANT awkward_owner TO awkward_app WITH INHERIT FALSE, SET TRUE;
--@ all
ALTER ROLE awkward_app SET application_name = 'the app';
COMMENT ON ROLE awkward_owner IS 'Owns what is awkward';
