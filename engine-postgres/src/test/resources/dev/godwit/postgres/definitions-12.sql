-- What version 12 has besides.
CREATE PROCEDURE app.proc(INOUT x int) LANGUAGE plpgsql AS $$ BEGIN x := x + 1; COMMIT; END $$;
CREATE TABLE app.generated (a int PRIMARY KEY, b int GENERATED ALWAYS AS (a * 2) STORED, c int GENERATED ALWAYS AS IDENTITY);
CREATE TABLE app.keyed (id int, region text, x int, PRIMARY KEY (id, region)) PARTITION BY HASH (id);
CREATE TABLE app.keyed_0 PARTITION OF app.keyed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE app.keyed_1 (x int, region text NOT NULL, id int NOT NULL);
ALTER TABLE app.keyed ATTACH PARTITION app.keyed_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX keyed_x ON app.keyed (x) INCLUDE (region);
ALTER TABLE app.keyed ADD CONSTRAINT keyed_fk FOREIGN KEY (x) REFERENCES app.base (a);
CREATE TABLE app.to_parts (id int, region text, FOREIGN KEY (id, region) REFERENCES app.keyed);
CREATE TABLE app.parts_default PARTITION OF app.parts DEFAULT;
CREATE TRIGGER rows AFTER INSERT ON app.keyed FOR EACH ROW EXECUTE FUNCTION app.touched();
CREATE STATISTICS app.mcv (mcv) ON a, b FROM app.generated;
CREATE COLLATION app.nd (provider = icu, locale = 'und', deterministic = false);
