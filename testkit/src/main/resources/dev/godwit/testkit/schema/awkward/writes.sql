-- Transactions of an application, separated by empty lines. «9» is a random number from 1 to 9, «a=9» one that «a» repeats.

INSERT INTO awkward.watched VALUES (nextval('awkward.app_id'), 'new');
UPDATE awkward.watched SET v = 'v «1000»' WHERE id = «30»;
DELETE FROM awkward.watched WHERE id IN (SELECT id FROM awkward.watched WHERE id > 30 ORDER BY id LIMIT «3» FOR UPDATE SKIP LOCKED);

UPDATE awkward.watched SET v = v || '.', version = NULL WHERE id % 7 = «7»;
UPDATE awkward.watched SET v = left(v, 3) WHERE length(v) > 20;

INSERT INTO awkward.empty SELECT nextval('awkward.app_id'), 'was empty' WHERE «4» = 1;
DELETE FROM awkward.empty WHERE id % 2 + 1 = «2»;

INSERT INTO awkward.nothing DEFAULT VALUES;

DELETE FROM awkward.nothing WHERE ctid IN (SELECT ctid FROM awkward.nothing LIMIT 1 FOR UPDATE SKIP LOCKED);

UPDATE awkward.shrunk SET kept = nullif(kept, ''), added = added + 1, late = NULL WHERE id = «100»;
INSERT INTO awkward.shrunk (id, kept) VALUES (nextval('awkward.app_id'), 'new');

UPDATE awkward.wide300 SET c1 = 'c «1000»', c2 = «1000», c298 = NULL, c299 = '\x00' WHERE id = «2»;
INSERT INTO awkward.wide300 (id, c7) VALUES (nextval('awkward.app_id'), 'x');

UPDATE awkward.wide1600 SET c1 = «1000», c1599 = nullif(«2», 1) WHERE id = «50»;

UPDATE awkward.toasted SET small = «1000» WHERE id = «20»;

UPDATE awkward.toasted SET big = (SELECT string_agg(md5((i * «1000»)::text), '') FROM generate_series(1, 2000) i) WHERE id = «20»;

UPDATE awkward.toasted SET id = nextval('awkward.app_id') WHERE id = «20»;
INSERT INTO awkward.toasted (id, big) SELECT min(i), repeat('big ', 20000) FROM generate_series(1, 20) i WHERE NOT EXISTS (SELECT FROM awkward.toasted WHERE id = i) HAVING count(*) > 10 ON CONFLICT DO NOTHING;

UPDATE awkward.unlogged SET v = 'v «1000»' WHERE id = «100»;
INSERT INTO awkward.unlogged (v) VALUES ('new');

INSERT INTO awkward.keyless SELECT «5», nullif('«2»', '1'), '{"b":  1}', '<b/>', '(3,4)' FROM generate_series(1, 2);
UPDATE awkward.keyless SET b = 'b' WHERE a = «a=5» AND b IS NULL;
DELETE FROM awkward.keyless WHERE ctid IN (SELECT ctid FROM awkward.keyless WHERE a = «5» LIMIT 1 FOR UPDATE SKIP LOCKED);

UPDATE awkward.identity_full SET v = nullif('«3»', '1'), f = '-0' WHERE id = «30»;
UPDATE awkward.identity_nothing SET v = '«1000»' WHERE id = «30»;
UPDATE awkward.identity_index SET a = «1000», b = 'b' || «1000» WHERE c = «30»;

INSERT INTO awkward.identity_nothing VALUES (nextval('awkward.app_id'), 'new');
DELETE FROM awkward.identity_nothing WHERE id > 30 AND id % 3 = 0;
INSERT INTO awkward.identity_index VALUES (1, 'new', nextval('awkward.app_id'));
DELETE FROM awkward.identity_index WHERE c > 30 AND c % 3 = 0;

UPDATE awkward.almost_key SET b = -b, c = c || 'x' WHERE a IS NULL AND length(c) < 20;
UPDATE awkward.almost_key SET c = left(c, 1) WHERE length(c) >= 20;

UPDATE awkward.typed SET c = 'red', cs = '{green}', a = ROW('Street «100»', NULL, 'FR') WHERE id = 2;
INSERT INTO awkward.typed (id) VALUES (nextval('awkward.app_id'));

INSERT INTO awkward.extended (id, h, path, c, s, isbn) VALUES ('id ' || nextval('awkward.app_id'), 'n=>«9»', 'a.«9»', '(«9»,2)', '«9»', '978-0-11-000222-4');
UPDATE awkward.extended SET h = h OPERATOR(extensions.||) 'x=>NULL', id = CASE id::text WHEN 'Straße' THEN 'straße' ELSE 'Straße' END WHERE lower(id::text) = 'straße';
DELETE FROM awkward.extended WHERE c OPERATOR(extensions.=) '(5,2)';

SET CONSTRAINTS ALL DEFERRED;
UPDATE awkward.deferrable_key SET id = 41 - id, u = id - 41 WHERE id IN («a=20», 41 - «a»);

UPDATE awkward.deferrable_key SET v = 'v «1000»' WHERE id = «40»;
DELETE FROM awkward.deferrable_key WHERE id > 40 AND id % 2 = 0;
INSERT INTO awkward.deferrable_key VALUES (nextval('awkward.app_id'), NULL, 'new');

INSERT INTO awkward.booked (room, during) SELECT 2, tstzrange(to_timestamp(i), to_timestamp(i + 1)) FROM nextval('awkward.app_id') i;
UPDATE awkward.booked SET room = 3 WHERE id = «30» AND room = 1;
DELETE FROM awkward.booked WHERE room = 2 AND id % 5 = «5»;

INSERT INTO awkward.cycle_a SELECT nextval('awkward.app_id'), NULL;
INSERT INTO awkward.cycle_b SELECT id, id FROM awkward.cycle_a WHERE id = currval('awkward.app_id');
UPDATE awkward.cycle_a SET b = id WHERE id = currval('awkward.app_id');

INSERT INTO awkward.cycle_b SELECT nextval('awkward.app_id'), NULL;
DELETE FROM awkward.cycle_b WHERE id = currval('awkward.app_id');

INSERT INTO awkward.tree SELECT nextval('awkward.app_id'), «60», ARRAY[«60»];
DELETE FROM awkward.tree WHERE id IN (SELECT id FROM awkward.tree WHERE id > 60 ORDER BY id LIMIT 2 FOR UPDATE SKIP LOCKED);

INSERT INTO awkward.target VALUES (nextval('awkward.app_id'), «5», NULL);
INSERT INTO awkward.refers SELECT nextval('awkward.app_id'), a, b FROM awkward.target WHERE c IS NULL ORDER BY a DESC LIMIT 1 FOR SHARE;

UPDATE awkward.target SET b = b + 1 WHERE a = «30»;
DELETE FROM awkward.target WHERE c IS NULL AND a % 2 + 1 = «2»;

INSERT INTO awkward.not_valid VALUES (nextval('awkward.app_id'), «100», 2);
UPDATE awkward.not_valid SET v = «100» WHERE id = 2;

INSERT INTO awkward.numbered (v) VALUES ('new');
UPDATE awkward.numbered SET v = 'v «1000»', by_default = by_default WHERE id = «30»;
DELETE FROM awkward.numbered WHERE id > 30 AND id % 9 = «9»;

INSERT INTO awkward.always_key (v) VALUES ('new');
UPDATE awkward.always_key SET v = 'v «1000»' WHERE id = «30»;
DELETE FROM awkward.always_key WHERE id > 30 AND id % 9 = «9»;

SELECT nextval('awkward.descending'), nextval('awkward.cycled'), nextval('awkward.free_one'), nextval('awkward."Odd "" sequence ☃"');

INSERT INTO awkward.by_range SELECT nextval('awkward.app_id'), date '2023-06-01' + «1000», 'new';
UPDATE awkward.by_range SET v = 'v «1000»' WHERE id = «1000»;
DELETE FROM awkward.by_range WHERE id > 1000 AND id % 9 = «9»;

INSERT INTO awkward.by_expression VALUES («9», (ARRAY['a', 'B', 'c'])[«3»]), («9», 'a');
UPDATE awkward.by_expression SET id = «9» WHERE v = 'a' AND id = «9»;
DELETE FROM awkward.by_expression WHERE id = «9»;

UPDATE awkward.parent SET v = 'v «1000»' WHERE id = «30»;
INSERT INTO awkward.grandchild (id, extra, other) VALUES (nextval('awkward.app_id'), 'x', NULL);
INSERT INTO awkward.keyless_child VALUES («9», 'keyless'), («9», 'keyless');
DELETE FROM ONLY awkward.keyless_child WHERE id = «9»;
UPDATE awkward.other_parent SET other = 'o «1000»';

INSERT INTO awkward.by_trigger VALUES («9», 'by trigger');
INSERT INTO awkward.ruled VALUES (nextval('awkward.app_id'), 'v');
UPDATE awkward.ruled SET v = 'v «1000»' WHERE id = «20»;
DELETE FROM awkward.ruled WHERE id IN («9», (SELECT min(id) FROM awkward.ruled WHERE id > 20));

INSERT INTO awkward.checked_view (id) VALUES («900») ON CONFLICT (id) DO NOTHING;
UPDATE awkward.plain_view SET v = 'by view' WHERE id = «30»;

DO $$ BEGIN SET LOCAL lock_timeout = '50ms'; REFRESH MATERIALIZED VIEW awkward.summary; EXCEPTION WHEN lock_not_available THEN NULL; END $$;

INSERT INTO awkward.by_row VALUES (nextval('awkward.app_id'), 'someone else', 'hidden');
UPDATE awkward.by_row SET v = 'v «1000»' WHERE id = «30»;
DELETE FROM awkward.by_row WHERE id > 30 AND id % 9 = «9»;

UPDATE awkward.indexed SET a = «10», t = t || '.', j = '{"k": «9»}', f = f + 1, p = point(«9», 1) WHERE id = «500» AND length(t) < 100;

UPDATE "Awkward ""Schema"" ☃"."Table "" with; 'quotes' \ and $$ ?" SET "quest?ion" = '«1000»', "{brace}" = '?', "line
break" = E'\n', "a" = "A", "A" = 'x' WHERE "select" = «30»;
UPDATE "Awkward ""Schema"" ☃"."sixty-three bytes long, and so is the name of its only column ..."
    SET "this name of a column is just as long as PostgreSQL permits ...." = nextval('awkward.app_id') WHERE "this name of a column is just as long as PostgreSQL permits ...." = «30»;
UPDATE "Awkward ""Schema"" ☃"."TABLE" SET v = 'capital «1000»';
UPDATE "Awkward ""Schema"" ☃"."table" SET v = 'small «1000»';

INSERT INTO awkward.documents (content, raw) VALUES (lo_from_bytea(0, decode(repeat('«99»ff', 5000), 'hex')), NULL);
UPDATE awkward.documents SET raw = content WHERE id = (SELECT max(id) FROM awkward.documents);
DELETE FROM awkward.documents WHERE id IN (SELECT id FROM awkward.documents WHERE id > 2 ORDER BY id LIMIT «2» FOR UPDATE SKIP LOCKED);

SELECT pg_advisory_xact_lock(100001);
SELECT lo_put(100001, «1000», 'written'), lo_put(100003, 0, 'T');

--@ >= 11
INSERT INTO awkward.by_list VALUES (nextval('awkward.app_id'), chr(96 + «5»), 'new');
UPDATE awkward.by_list SET area = chr(96 + «5») WHERE id = «40»;
DELETE FROM awkward.by_list WHERE id > 40 AND id % 9 = «9»;

UPDATE awkward.by_range SET day = date '2023-06-01' + «1000» WHERE id = «1000»;
UPDATE awkward.by_range SET id = nextval('awkward.app_id') WHERE id = «1000»;

UPDATE awkward.by_hash SET id = nextval('awkward.app_id') WHERE id = «200» AND id NOT IN (SELECT i FROM generate_series(1, 20) i);
INSERT INTO awkward.by_hash VALUES (nextval('awkward.app_id'), 'new');
DELETE FROM awkward.by_hash WHERE id > 200 AND id % 9 = «9»;

INSERT INTO awkward.by_enum VALUES (nextval('awkward.app_id'), (enum_range(NULL::awkward.planet))[«8»], 'new');
UPDATE awkward.by_enum SET planet = (enum_range(NULL::awkward.planet))[«8»], v = '«1000»' WHERE id = «200»;
DELETE FROM awkward.by_enum WHERE id > 200 AND id % 9 = «9»;

--@ >= 12
UPDATE awkward.generated SET a = «1000», name = nullif('n «3»', 'n 1') WHERE id = «30»;
INSERT INTO awkward.generated (id, a) VALUES (nextval('awkward.app_id'), NULL);

UPDATE awkward.generated_key SET v = 'v «1000»' WHERE a = «30»;
UPDATE awkward.generated_key SET a = nextval('awkward.app_id') WHERE a = «30»;
DELETE FROM awkward.generated_key WHERE a > 30 AND a % 9 = «9»;

UPDATE awkward.collated SET name = 'Ö «1000»' WHERE word = 'APPLE';
UPDATE awkward.other_method SET v = 'v «1000»';

--@ >= 15
UPDATE awkward.nulls_alike SET b = «1000» WHERE a = 1;

--@ >= 18
UPDATE awkward.virtual SET a = «1000» WHERE id = 1;
UPDATE awkward.temporal SET v = 'v «1000»' WHERE id = 1;
INSERT INTO awkward.temporal SELECT i, daterange('2024-01-01', NULL), 'new' FROM nextval('awkward.app_id') i;
UPDATE awkward.not_enforced SET v = -v;
--@ all
