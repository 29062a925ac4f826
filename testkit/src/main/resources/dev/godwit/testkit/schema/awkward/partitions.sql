-- Keys on partitioned tables are possible from 11 on; before, the partitions have them.
--@ < 11
CREATE TABLE awkward.by_range (id int NOT NULL, day date NOT NULL, v text) PARTITION BY RANGE (day);
CREATE TABLE awkward.by_range_old PARTITION OF awkward.by_range (PRIMARY KEY (id, day)) FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
--@ >= 11
CREATE TABLE awkward.by_range (id int NOT NULL, day date NOT NULL, v text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE awkward.by_range_old PARTITION OF awkward.by_range FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
--@ all
-- Attached: in another schema, with another order of columns, and a dropped one.
CREATE TABLE "Awkward ""Schema"" ☃"."Partition 2024" (gone int, v text, day date NOT NULL, id int NOT NULL, PRIMARY KEY (id, day));
ALTER TABLE "Awkward ""Schema"" ☃"."Partition 2024" DROP gone;
ALTER TABLE awkward.by_range ATTACH PARTITION "Awkward ""Schema"" ☃"."Partition 2024" FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- A level further down, with an index and a default of its own.
CREATE TABLE awkward.by_range_later PARTITION OF awkward.by_range FOR VALUES FROM ('2025-01-01') TO (MAXVALUE) PARTITION BY RANGE (id);
CREATE TABLE awkward.by_range_later_low PARTITION OF awkward.by_range_later (v DEFAULT 'low') FOR VALUES FROM (MINVALUE) TO (500);
CREATE TABLE awkward.by_range_later_high PARTITION OF awkward.by_range_later FOR VALUES FROM (500) TO (MAXVALUE);
CREATE INDEX ON awkward.by_range_later_high (v);
--@ < 11
ALTER TABLE awkward.by_range_later_low ADD PRIMARY KEY (id, day);
ALTER TABLE awkward.by_range_later_high ADD PRIMARY KEY (id, day);
--@ all
INSERT INTO awkward.by_range SELECT i, date '2023-06-01' + i, 'v' || i FROM generate_series(1, 1000) i;

-- No key, not even on the partitions; one with an identity of its own.
CREATE TABLE awkward.by_expression (id int, v text) PARTITION BY LIST (lower(left(v, 1)));
CREATE TABLE awkward.by_expression_a PARTITION OF awkward.by_expression FOR VALUES IN ('a', NULL);
CREATE TABLE awkward.by_expression_b PARTITION OF awkward.by_expression FOR VALUES IN ('b', 'c');
ALTER TABLE awkward.by_expression_b REPLICA IDENTITY FULL;
INSERT INTO awkward.by_expression VALUES (1, 'a'), (1, 'A'), (1, 'A'), (2, 'b'), (NULL, 'C'), (3, NULL);

CREATE TABLE awkward.detached (id int PRIMARY KEY, day date NOT NULL, v text);
CREATE TABLE awkward.no_partitions (id int, day date) PARTITION BY RANGE (day);
--@ >= 11
CREATE TABLE awkward.by_list (id int, area text, v text, PRIMARY KEY (id, area)) PARTITION BY LIST (area);
CREATE TABLE awkward.by_list_ab PARTITION OF awkward.by_list FOR VALUES IN ('a', 'b');
CREATE TABLE awkward."By list; ""rest""" PARTITION OF awkward.by_list DEFAULT;
INSERT INTO awkward.by_list SELECT i, chr(97 + i % 4), 'v' FROM generate_series(1, 40) i;

CREATE TABLE awkward.by_hash (id int PRIMARY KEY, v text) PARTITION BY HASH (id);
CREATE TABLE awkward.by_hash_0 PARTITION OF awkward.by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE awkward.by_hash_1 PARTITION OF awkward.by_hash FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE awkward.by_hash_3 PARTITION OF awkward.by_hash FOR VALUES WITH (MODULUS 4, REMAINDER 3);
INSERT INTO awkward.by_hash SELECT i, 'v' || i FROM generate_series(1, 200) i;

-- The hash of an enum is that of its number, which is another one on another server.
CREATE TYPE awkward.planet AS ENUM ('mercury', 'venus', 'earth', 'mars', 'jupiter', 'saturn', 'uranus', 'neptune');
CREATE TABLE awkward.by_enum (id int, planet awkward.planet, v text, PRIMARY KEY (id, planet)) PARTITION BY HASH (planet);
CREATE TABLE awkward.by_enum_0 PARTITION OF awkward.by_enum FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE awkward.by_enum_1 PARTITION OF awkward.by_enum FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE awkward.by_enum_2 PARTITION OF awkward.by_enum FOR VALUES WITH (MODULUS 3, REMAINDER 2);
INSERT INTO awkward.by_enum SELECT i, (enum_range(NULL::awkward.planet))[i % 8 + 1], 'v' FROM generate_series(1, 200) i;
--@ >= 12
CREATE TABLE awkward.refers_to_hash (id int PRIMARY KEY, h int REFERENCES awkward.by_hash ON DELETE SET NULL);
INSERT INTO awkward.refers_to_hash SELECT i, i FROM generate_series(1, 20) i;
--@ all

-- Inheritance: the parent has rows too.
CREATE TABLE awkward.parent (id int PRIMARY KEY, v text DEFAULT 'parent', CONSTRAINT own CHECK (id < 1000000) NO INHERIT);
CREATE TABLE awkward.other_parent (other text);
CREATE TABLE awkward.child (extra text, v text DEFAULT 'child', PRIMARY KEY (id)) INHERITS (awkward.parent);
CREATE TABLE awkward.grandchild (PRIMARY KEY (id)) INHERITS (awkward.child, awkward.other_parent);
CREATE TABLE awkward.keyless_child () INHERITS (awkward.parent);
INSERT INTO awkward.parent (id) SELECT i FROM generate_series(1, 20) i;
INSERT INTO awkward.child (id, extra) SELECT i, 'x' FROM generate_series(11, 30) i;
INSERT INTO awkward.grandchild (id, extra, other) SELECT i, 'x', 'y' FROM generate_series(1001, 1010) i;
INSERT INTO awkward.keyless_child (id) SELECT 5 FROM generate_series(1, 3);
INSERT INTO awkward.other_parent VALUES ('only mine');
