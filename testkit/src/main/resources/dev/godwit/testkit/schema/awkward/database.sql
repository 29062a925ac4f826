-- The publication shows inserts only, so that it cannot stop updates of tables without a key.
CREATE PUBLICATION awkward_publication FOR TABLE awkward.typed, awkward.numbered WITH (publish = 'insert');
COMMENT ON PUBLICATION awkward_publication IS 'A publication';
--@ >= 15
CREATE PUBLICATION awkward_filtered FOR TABLE awkward.checked (id, v) WHERE (id > 0) WITH (publish = 'insert');
CREATE PUBLICATION awkward_schemas FOR TABLES IN SCHEMA extensions WITH (publish = 'insert');
--@ all
CREATE SUBSCRIPTION awkward_subscription CONNECTION 'host=127.0.0.1 port=1 dbname=nowhere password=secret' PUBLICATION elsewhere
    WITH (connect = false, slot_name = NONE);

DO $$
DECLARE
    me text := quote_ident(current_database());
BEGIN
    EXECUTE 'ALTER DATABASE ' || me || ' SET default_statistics_target = 77';
    EXECUTE 'ALTER DATABASE ' || me || ' SET search_path = awkward, "Awkward ""Schema"" ☃", public';
    EXECUTE 'ALTER DATABASE ' || me || ' CONNECTION LIMIT 90';
    EXECUTE 'COMMENT ON DATABASE ' || me || ' IS ''An awkward database''';
    EXECUTE 'ALTER ROLE awkward_app IN DATABASE ' || me || ' SET work_mem = ''3MB''';
    EXECUTE 'GRANT TEMPORARY ON DATABASE ' || me || ' TO awkward_reader WITH GRANT OPTION';
END
$$;
