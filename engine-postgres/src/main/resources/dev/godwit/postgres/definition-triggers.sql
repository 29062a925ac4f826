-- Notes every change of definitions in a published table, so that it travels in the stream at its place, and gives new
-- tables a replica identity and the publication from their first moment. What is in @…@ is filled in by DefinitionTriggers.
CREATE TABLE IF NOT EXISTS @LOG@ (
    id bigserial PRIMARY KEY,
    kind text NOT NULL,
    tag text NOT NULL,
    query text NOT NULL,
    path text NOT NULL,
    role text NOT NULL,
    objects text NOT NULL,
    tables text NOT NULL,
    missing text NOT NULL
);
CREATE TABLE IF NOT EXISTS @IDENTITIES@ (schema text, name text, identity text, index text, PRIMARY KEY (schema, name));

-- The caller's search_path is needed, and must not reach what runs here with Godwit's rights: nothing but functions and
-- operators named in full comes before it is emptied.
CREATE OR REPLACE FUNCTION @LOG@() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $godwit$
#variable_conflict use_column
DECLARE
    path pg_catalog.text := pg_catalog.current_setting('search_path');
    patience pg_catalog.text := pg_catalog.current_setting('lock_timeout');
    acting pg_catalog.text := pg_catalog.current_setting('role');
    t pg_catalog.record;
BEGIN
    IF pg_catalog.current_setting('godwit.capturing', true) OPERATOR(pg_catalog.=) 'on' THEN
        RETURN;
    END IF;
    PERFORM pg_catalog.set_config('search_path', '', true), pg_catalog.set_config('godwit.capturing', 'on', true);
    IF acting = 'none' THEN
        acting := session_user;
    END IF;
    BEGIN
        IF TG_EVENT = 'table_rewrite' THEN
            INSERT INTO @LOG@ (kind, tag, query, path, role, objects, tables, missing)
            SELECT 'rewrite', TG_TAG, '', path, acting, '', @TABLE@, ''
            FROM (SELECT c.oid, n.nspname, c.relname FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace) x
            WHERE x.oid = pg_catalog.pg_event_trigger_table_rewrite_oid();
        ELSIF TG_EVENT = 'sql_drop' THEN
            IF TG_TAG LIKE 'DROP %' THEN
                INSERT INTO @LOG@ (kind, tag, query, path, role, objects, tables, missing)
                SELECT 'drop', TG_TAG, pg_catalog.current_query(), path, acting,
                    pg_catalog.string_agg(d.object_type || ' ' || d.object_identity, ', '),
                    coalesce(pg_catalog.string_agg(@DROPPED@, ',') FILTER (WHERE d.object_type = 'table'), ''), ''
                FROM pg_catalog.pg_event_trigger_dropped_objects() d
                WHERE NOT d.is_temporary AND d.schema_name IS DISTINCT FROM 'godwit'
                    AND (d.original OR d.object_type = 'table')
                    AND d.object_type NOT IN (@APART@)
                HAVING count(*) > 0;
            END IF;
        ELSIF TG_TAG NOT LIKE 'DROP %' THEN
            FOR t IN WITH RECURSIVE commands AS (@COMMANDS@), touched (oid) AS (@TOUCHED@), tree (oid) AS (
                    SELECT oid FROM touched UNION
                    SELECT i.inhrelid FROM tree JOIN pg_catalog.pg_inherits i ON i.inhparent = tree.oid)
                SELECT c.oid, n.nspname, c.relname, c.relreplident AS identity,
                    (SELECT x.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                        WHERE i.indrelid = c.oid AND i.indisreplident) AS index,
                    CASE c.relreplident WHEN 'f' THEN false WHEN 'n' THEN true ELSE NOT EXISTS (
                        SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indimmediate AND i.indisvalid
                        AND CASE c.relreplident WHEN 'd' THEN i.indisprimary ELSE i.indisreplident END) END AS unfit,
                    (SELECT pg_catalog.bool_or(p.pubname = @MAIN@) FROM pg_catalog.pg_publication_rel r
                        JOIN pg_catalog.pg_publication p ON p.oid = r.prpubid
                        WHERE r.prrelid = c.oid AND p.pubname IN (@PUBLICATIONS@)) AS published,
                    @COMPUTED@ AS computed
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE c.oid IN (SELECT oid FROM tree) AND c.relkind = 'r' AND c.relpersistence = 'p'
                    AND n.nspname <> 'godwit' AND (@SELECTED@)
            LOOP
                IF NOT t.published THEN
                    -- Godwit publishes it in another way, which suits it with or without a key.
                    CONTINUE;
                END IF;
                IF (t.unfit OR t.identity = 'f') AND t.computed THEN
                    -- As identity a whole row would have to hold what the server computes, or else UPDATE fails.
                    IF t.published THEN
                        EXECUTE pg_catalog.format('ALTER PUBLICATION @PUBLICATION@ DROP TABLE ONLY %I.%I', t.nspname, t.relname);
                    END IF;
                    -- Godwit publishes it in that other way, and copies it.
                    INSERT INTO @LOG@ (kind, tag, query, path, role, objects, tables, missing)
                    SELECT 'rewrite', TG_TAG, '', path, acting, '', @TABLE@, ''
                    FROM (SELECT t.oid, t.nspname, t.relname) x;
                    CONTINUE;
                END IF;
                IF t.unfit THEN
                    INSERT INTO @IDENTITIES@ VALUES (t.nspname, t.relname, t.identity, t.index) ON CONFLICT DO NOTHING;
                    EXECUTE pg_catalog.format('ALTER TABLE ONLY %I.%I REPLICA IDENTITY FULL', t.nspname, t.relname);
                END IF;
                IF t.published IS NULL THEN
                    -- Since 15 who adds a table holds the publication to the end of his transaction. Nobody has to wait
                    -- for that: such a table is published by Godwit, and copied.
                    BEGIN
                        PERFORM pg_catalog.set_config('lock_timeout', '200ms', true);
                        EXECUTE pg_catalog.format('ALTER PUBLICATION @PUBLICATION@ ADD TABLE ONLY %I.%I', t.nspname, t.relname);
                        PERFORM pg_catalog.set_config('lock_timeout', patience, true);
                    EXCEPTION WHEN lock_not_available THEN
                        INSERT INTO @LOG@ (kind, tag, query, path, role, objects, tables, missing)
                        SELECT 'rewrite', TG_TAG, '', path, acting, '', @TABLE@, ''
                        FROM (SELECT t.oid, t.nspname, t.relname) x;
                    END;
                    @TRUNCATE@
                END IF;
            END LOOP;
            INSERT INTO @LOG@ (kind, tag, query, path, role, objects, tables, missing)
            WITH RECURSIVE commands AS (@COMMANDS@), touched (oid) AS (@TOUCHED@), tree (oid) AS (
                    SELECT oid FROM touched UNION
                    SELECT i.inhrelid FROM tree JOIN pg_catalog.pg_inherits i ON i.inhparent = tree.oid),
                tables AS (SELECT c.oid, n.nspname, c.relname FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.oid IN (SELECT oid FROM tree) AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't')
            SELECT 'command', TG_TAG, pg_catalog.current_query(), path, acting,
                coalesce((SELECT pg_catalog.string_agg(DISTINCT object_type || ' ' || object_identity, ', ') FROM commands), ''),
                coalesce((SELECT pg_catalog.string_agg(@TABLE@, ',') FROM tables x), ''),
                @MISSING@
            WHERE EXISTS (SELECT FROM commands);
        END IF;
    EXCEPTION WHEN OTHERS THEN
        -- The application comes first: what could not be noted is at least known to have been.
        BEGIN
            INSERT INTO @LOG@ (kind, tag, query, path, role, objects, tables, missing)
            VALUES ('unknown', TG_TAG, '', path, acting, SQLERRM, '', '');
        EXCEPTION WHEN OTHERS THEN
            RAISE LOG 'Godwit could not note a change of definitions: %', SQLERRM;
        END;
    END;
    PERFORM pg_catalog.set_config('search_path', path, true), pg_catalog.set_config('godwit.capturing', '', true);
END $godwit$;

DROP EVENT TRIGGER IF EXISTS @NAME@;
CREATE EVENT TRIGGER @NAME@ ON ddl_command_end EXECUTE PROCEDURE @LOG@();
DROP EVENT TRIGGER IF EXISTS @NAME_DROP@;
CREATE EVENT TRIGGER @NAME_DROP@ ON sql_drop EXECUTE PROCEDURE @LOG@();
DROP EVENT TRIGGER IF EXISTS @NAME_REWRITE@;
CREATE EVENT TRIGGER @NAME_REWRITE@ ON table_rewrite EXECUTE PROCEDURE @LOG@();
ALTER EVENT TRIGGER @NAME@ ENABLE ALWAYS;
ALTER EVENT TRIGGER @NAME_DROP@ ENABLE ALWAYS;
ALTER EVENT TRIGGER @NAME_REWRITE@ ENABLE ALWAYS;
