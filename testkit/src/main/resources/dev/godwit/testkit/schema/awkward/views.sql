CREATE VIEW awkward.plain_view AS SELECT id, v, id + 1 AS next FROM awkward.numbered;
CREATE VIEW awkward.checked_view WITH (security_barrier) AS SELECT id, v FROM awkward.checked WHERE id < 1000 WITH LOCAL CHECK OPTION;
ALTER VIEW awkward.checked_view ALTER v SET DEFAULT 'by view';
CREATE VIEW awkward.grouped_view AS SELECT a, b, c, count(*) FROM awkward.target GROUP BY a, b;
CREATE RECURSIVE VIEW awkward.numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 5;
CREATE VIEW awkward."View; ""of"" a view" AS SELECT * FROM awkward.plain_view WHERE v LIKE '%''%' OR true;
--@ >= 15
CREATE VIEW awkward.invoker_view WITH (security_invoker) AS SELECT 1 AS one;
--@ all
COMMENT ON VIEW awkward.plain_view IS 'A view';
COMMENT ON COLUMN awkward.plain_view.next IS 'Its column';

CREATE MATERIALIZED VIEW awkward.summary AS SELECT a, count(*) AS n FROM awkward.target GROUP BY a;
CREATE UNIQUE INDEX ON awkward.summary (a);
CREATE MATERIALIZED VIEW awkward.summary_of_summary AS SELECT sum(n) AS n FROM awkward.summary;
CREATE MATERIALIZED VIEW awkward.never_filled AS SELECT 1 AS one WITH NO DATA;

-- What an application writes to.
CREATE VIEW awkward.by_trigger AS SELECT id, v FROM awkward.empty;
CREATE FUNCTION awkward.instead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO awkward.empty VALUES (NEW.id, NEW.v) ON CONFLICT (id) DO UPDATE SET v = EXCLUDED.v;
    RETURN NEW;
END $$;
CREATE TRIGGER instead INSTEAD OF INSERT OR UPDATE ON awkward.by_trigger FOR EACH ROW EXECUTE PROCEDURE awkward.instead();

-- Rules: one that writes elsewhere, one that does so always, one that prevents.
CREATE TABLE awkward.ruled (id int PRIMARY KEY, v text);
CREATE TABLE awkward.rule_log (id int, what text);
CREATE RULE also AS ON INSERT TO awkward.ruled DO ALSO INSERT INTO awkward.rule_log VALUES (NEW.id, 'insert');
CREATE RULE always AS ON UPDATE TO awkward.ruled DO ALSO INSERT INTO awkward.rule_log VALUES (NEW.id, 'update');
ALTER TABLE awkward.ruled ENABLE ALWAYS RULE always;
CREATE RULE keep AS ON DELETE TO awkward.ruled WHERE OLD.id < 10 DO INSTEAD NOTHING;
CREATE RULE off AS ON INSERT TO awkward.ruled DO INSTEAD NOTHING;
ALTER TABLE awkward.ruled DISABLE RULE off;
INSERT INTO awkward.ruled SELECT i, 'v' FROM generate_series(1, 20) i;
COMMENT ON RULE also ON awkward.ruled IS 'Writes a log';
