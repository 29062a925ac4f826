-- What version 15 has besides.
CREATE TABLE app.nulls (a int UNIQUE NULLS NOT DISTINCT, b text COMPRESSION pglz);
CREATE PUBLICATION part_pub FOR TABLE app.parent (id, words) WHERE (id > 5);
CREATE PUBLICATION schema_pub FOR TABLES IN SCHEMA "Sch ""q"" 🐦 ééééééééééééééééééééééé";
CREATE FUNCTION app.atomic(x int) RETURNS int BEGIN ATOMIC SELECT x + 1; SELECT x + 2; END;
CREATE TYPE app.multi AS RANGE (subtype = date, multirange_type_name = app.dates);
CREATE VIEW app.invoker WITH (security_invoker = true) AS SELECT * FROM app.base;
CREATE STATISTICS app.expr ON (a + 1), b FROM app.nulls;
ALTER STATISTICS app.expr SET STATISTICS 77;
CREATE OR REPLACE TRIGGER rename_me AFTER INSERT ON app.keyed FOR EACH ROW EXECUTE FUNCTION app.touched();
ALTER TABLE app.keyed_0 DISABLE TRIGGER rename_me;
