-- Constraints.
CREATE TABLE awkward.deferrable_key (id int PRIMARY KEY DEFERRABLE INITIALLY IMMEDIATE, u int UNIQUE DEFERRABLE INITIALLY DEFERRED, v text);
INSERT INTO awkward.deferrable_key SELECT i, -i, 'v' || i FROM generate_series(1, 40) i;

CREATE TABLE awkward.booked (
    id bigserial PRIMARY KEY, room int NOT NULL, during tstzrange NOT NULL,
    CONSTRAINT "no overlap" EXCLUDE USING gist (room WITH =, during WITH &&),
    CONSTRAINT deferred_overlap EXCLUDE USING gist (id WITH =, during WITH &&) WHERE (room > 100) DEFERRABLE INITIALLY DEFERRED);
INSERT INTO awkward.booked (room, during) SELECT 1, tstzrange(to_timestamp(i * 100), to_timestamp(i * 100 + 50)) FROM generate_series(1, 30) i;

CREATE TABLE awkward.cycle_a (id int PRIMARY KEY, b int);
CREATE TABLE awkward.cycle_b (id int PRIMARY KEY, a int REFERENCES awkward.cycle_a DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE awkward.cycle_a ADD CONSTRAINT to_b FOREIGN KEY (b) REFERENCES awkward.cycle_b ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
INSERT INTO awkward.cycle_a VALUES (1, 1), (2, 2);
INSERT INTO awkward.cycle_b VALUES (1, 2), (2, 1);

CREATE TABLE awkward.tree (id int PRIMARY KEY, parent int REFERENCES awkward.tree ON DELETE CASCADE ON UPDATE CASCADE, path int[]);
INSERT INTO awkward.tree SELECT i, nullif(i / 2, 0), ARRAY[i / 2, i] FROM generate_series(1, 60) i;

CREATE TABLE awkward.target (a int, b int, c text, PRIMARY KEY (a, b), UNIQUE (c, b));
INSERT INTO awkward.target SELECT i, i % 5, 'c' || i FROM generate_series(1, 30) i;
CREATE TABLE awkward.refers (
    id int PRIMARY KEY, a int, b int, c text,
    FOREIGN KEY (a, b) REFERENCES awkward.target MATCH FULL ON UPDATE CASCADE ON DELETE CASCADE);
INSERT INTO awkward.refers SELECT i, CASE WHEN i % 3 > 0 THEN i END, CASE WHEN i % 3 > 0 THEN i % 5 END FROM generate_series(1, 30) i;
ALTER TABLE awkward.refers ADD CONSTRAINT orphans FOREIGN KEY (c, b) REFERENCES awkward.target (c, b) NOT VALID;

-- A row that was there before the constraint violates it.
CREATE TABLE awkward.not_valid (id int PRIMARY KEY, v int, parent int);
INSERT INTO awkward.not_valid VALUES (1, -1, 99), (2, 2, 2);
ALTER TABLE awkward.not_valid
    ADD CONSTRAINT positive CHECK (v > 0) NOT VALID,
    ADD CONSTRAINT known FOREIGN KEY (parent) REFERENCES awkward.not_valid NOT VALID;

CREATE TABLE awkward.checked (id int PRIMARY KEY, v text CONSTRAINT "Not ""Empty""" CHECK (v <> ''), CHECK (length(v) < 100) NO INHERIT);
INSERT INTO awkward.checked VALUES (1, 'v');
--@ >= 15
CREATE TABLE awkward.nulls_alike (a int, b int, UNIQUE NULLS NOT DISTINCT (a, b));
INSERT INTO awkward.nulls_alike VALUES (NULL, 1), (1, NULL), (NULL, NULL);
CREATE TABLE awkward.set_null_some (id int PRIMARY KEY, a int, b int, FOREIGN KEY (a, b) REFERENCES awkward.target ON DELETE SET NULL (a));
--@ >= 18
CREATE TABLE awkward.temporal (id int, during daterange, v text, PRIMARY KEY (id, during WITHOUT OVERLAPS));
INSERT INTO awkward.temporal VALUES (1, '[2024-01-01,2024-02-01)', 'a'), (1, '[2024-02-01,2024-03-01)', 'b');
CREATE TABLE awkward.not_enforced (id int PRIMARY KEY, v int CHECK (v > 0) NOT ENFORCED, r int REFERENCES awkward.checked NOT ENFORCED);
INSERT INTO awkward.not_enforced VALUES (1, -1, 99);
CREATE TABLE awkward.late_not_null (id int PRIMARY KEY, v int);
INSERT INTO awkward.late_not_null VALUES (1, NULL);
ALTER TABLE awkward.late_not_null ADD CONSTRAINT v_there NOT NULL v NOT VALID;
--@ all
