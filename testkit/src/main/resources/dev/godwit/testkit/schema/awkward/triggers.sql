-- Each firing leaves a row in a log without a key, so that a trigger that fires twice, or on the wrong side, is seen.
CREATE TABLE awkward.fired (trigger text, operation text, id text, at timestamptz DEFAULT clock_timestamp());
CREATE FUNCTION awkward.fire() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO awkward.fired (trigger, operation, id) VALUES (TG_NAME, TG_OP, TG_ARGV[0]);
    IF TG_WHEN = 'BEFORE' AND TG_LEVEL = 'ROW' THEN
        RETURN NEW;
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION awkward.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.touched := clock_timestamp();
    NEW.version := coalesce(NEW.version, 0) + 1;
    RETURN NEW;
END $$;

CREATE TABLE awkward.watched (id int PRIMARY KEY, v text, touched timestamptz, version int);
CREATE TRIGGER ordinary AFTER INSERT OR UPDATE OR DELETE ON awkward.watched FOR EACH ROW EXECUTE PROCEDURE awkward.fire('it''s \ "x"');
CREATE TRIGGER always AFTER UPDATE ON awkward.watched FOR EACH ROW EXECUTE PROCEDURE awkward.fire();
ALTER TABLE awkward.watched ENABLE ALWAYS TRIGGER always;
CREATE TRIGGER only_as_replica AFTER INSERT OR UPDATE OR DELETE ON awkward.watched FOR EACH ROW EXECUTE PROCEDURE awkward.fire();
ALTER TABLE awkward.watched ENABLE REPLICA TRIGGER only_as_replica;
CREATE TRIGGER disabled AFTER INSERT ON awkward.watched FOR EACH ROW EXECUTE PROCEDURE awkward.fire();
ALTER TABLE awkward.watched DISABLE TRIGGER disabled;
CREATE TRIGGER "Statement; ""level""" AFTER UPDATE ON awkward.watched REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE PROCEDURE awkward.fire();
CREATE TRIGGER some_columns BEFORE UPDATE OF v ON awkward.watched FOR EACH ROW WHEN (OLD.v IS DISTINCT FROM NEW.v) EXECUTE PROCEDURE awkward.fire();
CREATE TRIGGER truncated BEFORE TRUNCATE ON awkward.watched FOR EACH STATEMENT EXECUTE PROCEDURE awkward.fire();
CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON awkward.watched DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE PROCEDURE awkward.fire();
CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON awkward.watched FOR EACH ROW EXECUTE PROCEDURE awkward.touch();
COMMENT ON TRIGGER ordinary ON awkward.watched IS 'Fires';
INSERT INTO awkward.watched SELECT i, 'v' FROM generate_series(1, 30) i;
--@ >= 11
CREATE TRIGGER on_partitions AFTER INSERT OR UPDATE OR DELETE ON awkward.by_list FOR EACH ROW EXECUTE PROCEDURE awkward.fire();
--@ all

-- Every statement of data definition leaves a row too.
CREATE TABLE awkward.defined (tag text, what text);
CREATE FUNCTION awkward.define() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO awkward.defined SELECT command_tag, object_identity FROM pg_event_trigger_ddl_commands()
        WHERE object_identity LIKE 'awkward.%';
END $$;
CREATE FUNCTION awkward.dropped() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO awkward.defined SELECT 'dropped', object_identity FROM pg_event_trigger_dropped_objects()
        WHERE object_identity LIKE 'awkward.%';
END $$;
CREATE EVENT TRIGGER awkward_define ON ddl_command_end EXECUTE PROCEDURE awkward.define();
CREATE EVENT TRIGGER awkward_drop ON sql_drop EXECUTE PROCEDURE awkward.dropped();
CREATE EVENT TRIGGER awkward_off ON ddl_command_start WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE PROCEDURE awkward.define();
ALTER EVENT TRIGGER awkward_off DISABLE;
ALTER EVENT TRIGGER awkward_drop ENABLE ALWAYS;
COMMENT ON EVENT TRIGGER awkward_define IS 'Writes a log';
