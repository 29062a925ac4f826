CREATE FUNCTION awkward.plus_one(int) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 7 AS 'SELECT $1 + 1';
CREATE FUNCTION awkward.plus_one(text, VARIADIC int[] DEFAULT '{1}') RETURNS text LANGUAGE sql STABLE AS 'SELECT $1 || array_length($2, 1)';
CREATE FUNCTION awkward.quoted() RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = awkward, pg_temp SET work_mem = '1MB' AS
    $body$BEGIN RETURN 'it''s $$quoted$$ \n "x"'; /* ; */ END$body$;
CREATE FUNCTION awkward.many_rows(OUT a int, OUT b text) RETURNS SETOF record LANGUAGE sql ROWS 3 AS 'VALUES (1, ''a''), (2, ''b'')';
CREATE FUNCTION awkward."Odd Name"("In ""Put""" int, INOUT "Both" text DEFAULT 'x') LANGUAGE sql AS 'SELECT "Both" || $1';
ALTER FUNCTION awkward.plus_one(int) OWNER TO awkward_owner;
REVOKE EXECUTE ON FUNCTION awkward.quoted() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION awkward.quoted() TO awkward_app;
COMMENT ON FUNCTION awkward.plus_one(int) IS 'Adds; see https://example.org/?a=1&b=2';
--@ >= 11
CREATE PROCEDURE awkward.do_nothing(INOUT a int, b text DEFAULT NULL) LANGUAGE plpgsql AS 'BEGIN a := a + 1; END';
COMMENT ON PROCEDURE awkward.do_nothing IS 'A procedure';
--@ >= 14
CREATE FUNCTION awkward.standard_return(a int) RETURNS int LANGUAGE sql IMMUTABLE RETURN a + 1;
DO $$
BEGIN
    EXECUTE 'CREATE FUNCTION awkward.standard_body(a int) RETURNS int LANGUAGE sql STABLE BEGIN ATOMIC SELECT 1; SELECT a; END';
END
$$;
--@ all

CREATE AGGREGATE awkward.product(float8) (SFUNC = float8mul, STYPE = float8, INITCOND = '1', PARALLEL = safe, COMBINEFUNC = float8mul);
COMMENT ON AGGREGATE awkward.product(float8) IS 'Product of all';

CREATE FUNCTION awkward.close_to(float8, float8) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT abs($1 - $2) < 0.001';
CREATE OPERATOR awkward.~=~ (PROCEDURE = awkward.close_to, LEFTARG = float8, RIGHTARG = float8, COMMUTATOR = OPERATOR(awkward.~=~), RESTRICT = eqsel);
CREATE OPERATOR awkward.!! (PROCEDURE = awkward.plus_one, RIGHTARG = int);
CREATE FUNCTION awkward.reverse_compare(int, int) RETURNS int LANGUAGE sql IMMUTABLE STRICT AS 'SELECT btint4cmp($2, $1)';
CREATE OPERATOR FAMILY awkward.int_family USING btree;
CREATE OPERATOR CLASS awkward.int_reverse FOR TYPE int USING btree FAMILY awkward.int_family AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 awkward.reverse_compare(int, int);
