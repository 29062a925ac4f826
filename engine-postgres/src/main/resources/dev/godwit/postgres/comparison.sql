-- What makes two databases the same. Each query answers with schema, table, name and definition; schema and table are
-- null for what is not part of a table. A line that ends in a mark is left out where the mark does not hold:
--   both N    both servers have at least version N: the catalog has the column, or knows the thing
--   server N  this server has at least version N
--   same      both servers have the same major version, so that their texts can be compared
--
-- dependent(catalog, oid): belongs to an extension, or was made by the server for another object, such as a range's
-- functions, of which pg_dump takes neither owner nor grants. user_schema(name), user_relation(oid): made by users.

-- kind: schema
SELECT NULL, NULL, n.nspname, 'schema' FROM pg_catalog.pg_namespace n
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'godwit') AND NOT dependent('pg_namespace', n.oid)

-- kind: owner
SELECT CASE WHEN o.class = 'pg_class' THEN i.schema END, CASE WHEN o.class = 'pg_class' THEN i.name END,
    i.type || ' ' || i.identity, 'owner ' || pg_catalog.pg_get_userbyid(o.owner)
FROM (SELECT 'pg_class' AS class, oid, relowner AS owner FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    UNION ALL SELECT 'pg_namespace', oid, nspowner FROM pg_catalog.pg_namespace
    UNION ALL SELECT 'pg_proc', oid, proowner FROM pg_catalog.pg_proc
    UNION ALL SELECT 'pg_type', oid, typowner FROM pg_catalog.pg_type WHERE typtype IN ('e', 'd', 'r', 'c') AND typrelid = 0
    UNION ALL SELECT 'pg_operator', oid, oprowner FROM pg_catalog.pg_operator
    UNION ALL SELECT 'pg_collation', oid, collowner FROM pg_catalog.pg_collation
    UNION ALL SELECT 'pg_statistic_ext', oid, stxowner FROM pg_catalog.pg_statistic_ext
    UNION ALL SELECT 'pg_event_trigger', oid, evtowner FROM pg_catalog.pg_event_trigger
    UNION ALL SELECT 'pg_foreign_server', oid, srvowner FROM pg_catalog.pg_foreign_server
    UNION ALL SELECT 'pg_publication', oid, pubowner FROM pg_catalog.pg_publication
    UNION ALL SELECT 'pg_largeobject_metadata', oid, lomowner FROM pg_catalog.pg_largeobject_metadata) o
CROSS JOIN LATERAL pg_catalog.pg_identify_object(CASE o.class WHEN 'pg_largeobject_metadata' THEN 'pg_largeobject'
    ELSE o.class END::pg_catalog.regclass, o.oid, 0) i
WHERE (o.oid >= 16384 OR o.class = 'pg_largeobject_metadata' OR i.identity = 'public')
AND coalesce(i.schema, '') NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'godwit') AND i.identity !~ '^(godwit|pg_temp_|pg_toast_temp_)'
AND NOT dependent(o.class, o.oid)

-- kind: relation
SELECT n.nspname, c.relname, '', pg_catalog.concat_ws(' ', c.relkind, c.relpersistence, c.relreplident,
    CASE WHEN c.relrowsecurity THEN 'row security' END, CASE WHEN c.relforcerowsecurity THEN 'forced' END,
    (SELECT pg_catalog.string_agg(o, ',' ORDER BY o) FROM pg_catalog.unnest(c.reloptions) o WHERE o <> 'oids=true'),
    pg_catalog.pg_get_expr(c.relpartbound, c.oid), pg_catalog.pg_get_partkeydef(c.oid),
    CASE WHEN c.reloftype <> 0 THEN 'of ' || pg_catalog.format_type(c.reloftype, NULL) END,
    (SELECT 'under ' || pg_catalog.string_agg(h.inhparent::pg_catalog.regclass::text, ',' ORDER BY h.inhseqno)
        FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid),
    CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN 'empty' END,
    (SELECT 'server ' || s.srvname || f.ftoptions::text FROM pg_catalog.pg_foreign_table f
        JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = c.oid))
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND user_relation(c.oid)

-- kind: column
SELECT n.nspname, c.relname, a.attname, pg_catalog.concat_ws(' ', pg_catalog.format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN 'not null' END, 'identity ' || CASE WHEN NOT c.relispartition THEN nullif(a.attidentity::text, '') END,
    'default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid),
    'generated ' || nullif(a.attgenerated::text, ''), -- mark: both 12
    'compression ' || nullif(a.attcompression::text, ''), -- mark: both 14
    CASE WHEN a.attcollation <> 0 THEN 'collate ' || a.attcollation::pg_catalog.regcollation::text END, -- mark: both 13
    'storage ' || a.attstorage::text, 'statistics ' || nullif(a.attstattarget, -1), a.attoptions::text, a.attfdwoptions::text,
    CASE WHEN NOT a.attislocal THEN 'inherited' END)
FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND user_relation(c.oid)

-- kind: constraint
SELECT n.nspname, c.relname, k.conname, pg_catalog.pg_get_constraintdef(k.oid)
    || CASE WHEN k.convalidated THEN '' ELSE ' unchecked' END
FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype IN ('p', 'u', 'x', 'f', 'c') AND user_relation(c.oid)
AND k.conparentid = 0 -- mark: server 11

-- kind: index
SELECT n.nspname, c.relname, x.relname, pg_catalog.concat_ws(' ', pg_catalog.pg_get_indexdef(i.indexrelid),
    CASE WHEN i.indisprimary THEN 'primary' END, CASE WHEN NOT i.indisvalid THEN 'invalid' END,
    CASE WHEN i.indisreplident THEN 'identity' END, CASE WHEN i.indisclustered THEN 'clustered' END,
    CASE WHEN NOT i.indimmediate THEN 'deferrable' END,
    (SELECT 'under ' || h.inhparent::pg_catalog.regclass FROM pg_catalog.pg_inherits h WHERE h.inhrelid = x.oid))
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind <> 't' AND user_relation(c.oid)

-- kind: sequence
SELECT n.nspname, c.relname, '', pg_catalog.concat_ws(' ', pg_catalog.format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement,
    s.seqmin, s.seqmax, s.seqcache, s.seqcycle, (SELECT 'owned by ' || d.refobjid::pg_catalog.regclass || '.' || a.attname
        FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
        AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass))
FROM pg_catalog.pg_sequence s JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE user_relation(c.oid)

-- kind: view
SELECT NULL, NULL, c.oid::pg_catalog.regclass::text,
    pg_catalog.pg_get_viewdef(c.oid) || -- mark: same
    coalesce((SELECT pg_catalog.string_agg(DISTINCT i.type || ' ' || i.identity, ', ' ORDER BY i.type || ' ' || i.identity)
        FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
            AND d.objid = r.oid AND d.deptype = 'n'
        CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid) i
        WHERE r.ev_class = c.oid AND (d.refobjid >= 16384 AND d.refobjid <> c.oid) AND d.refclassid <>
            'pg_catalog.pg_constraint'::pg_catalog.regclass
        AND i.type NOT IN ('table', 'view', 'materialized view', 'foreign table')), '')
FROM pg_catalog.pg_class c WHERE c.relkind IN ('v', 'm') AND user_relation(c.oid)

-- kind: function
SELECT NULL, NULL, p.oid::pg_catalog.regprocedure::text, pg_catalog.concat_ws(' ', l.lanname, p.provolatile, p.proparallel, p.proisstrict,
    p.prosecdef, p.proleakproof, p.procost, p.prorows, p.proconfig::text,
    -- Some versions write IN where another argument has a mode, others leave it out.
    pg_catalog.regexp_replace(pg_catalog.pg_get_function_arguments(p.oid), '\mIN ', '', 'g'),
    'returns ' || pg_catalog.pg_get_function_result(p.oid), p.prosrc, p.probin,
    pg_catalog.pg_get_function_sqlbody(p.oid), -- mark: both 14
    (SELECT pg_catalog.concat_ws(' ', g.aggkind, g.aggtransfn, g.aggfinalfn, g.aggcombinefn, g.agginitval, g.aggtranstype::regtype)
        FROM pg_catalog.pg_aggregate g WHERE g.aggfnoid = p.oid))
FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE user_schema(n.nspname) AND p.oid >= 16384 AND NOT dependent('pg_proc', p.oid)
AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
    AND d.objid = p.oid AND d.deptype = 'i')

-- kind: type
SELECT NULL, NULL, pg_catalog.format_type(t.oid, NULL), pg_catalog.concat_ws(' ', t.typtype, t.typcategory, t.typnotnull, t.typdefault,
    nullif(pg_catalog.format_type(nullif(t.typbasetype, 0), t.typtypmod), '-'),
    (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder)
        FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid),
    (SELECT pg_catalog.string_agg(k.conname || ' ' || pg_catalog.pg_get_constraintdef(k.oid), ',' ORDER BY k.conname)
        FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'),
    (SELECT pg_catalog.concat_ws(' ', r.rngsubtype::pg_catalog.regtype, r.rngcanonical, r.rngsubdiff,
        r.rngmultitypid::pg_catalog.regtype, -- mark: both 14
        r.rngcollation) FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid))
FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
WHERE user_schema(n.nspname) AND t.oid >= 16384 AND t.typtype IN ('e', 'd', 'r', 'b') AND t.typelem = 0
AND NOT dependent('pg_type', t.oid)

-- kind: operator
SELECT NULL, NULL, o.oid::pg_catalog.regoperator::text, pg_catalog.concat_ws(' ', o.oprcode, o.oprrest, o.oprjoin, o.oprcanmerge,
    o.oprcanhash, nullif(o.oprcom, 0)::pg_catalog.regoperator, nullif(o.oprnegate, 0)::pg_catalog.regoperator)
FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
WHERE user_schema(n.nspname) AND NOT dependent('pg_operator', o.oid)

-- kind: cast
SELECT NULL, NULL, pg_catalog.format('(%s AS %s)', c.castsource::pg_catalog.regtype, c.casttarget::pg_catalog.regtype),
    pg_catalog.concat_ws(' ', c.castcontext, c.castmethod, nullif(c.castfunc, 0)::pg_catalog.regprocedure)
FROM pg_catalog.pg_cast c WHERE c.oid >= 16384 AND NOT dependent('pg_cast', c.oid)

-- kind: object
SELECT NULL, NULL, i.type || ' ' || i.identity, o.definition
FROM (SELECT 'pg_opclass' AS class, oid, pg_catalog.concat_ws(' ', opcintype::pg_catalog.regtype, opcdefault) AS definition FROM pg_catalog.pg_opclass
    UNION ALL SELECT 'pg_opfamily', oid, '' FROM pg_catalog.pg_opfamily
    UNION ALL SELECT 'pg_collation', oid, pg_catalog.concat_ws(' ', collcollate, collctype) FROM pg_catalog.pg_collation WHERE collprovider = 'c'
    UNION ALL SELECT 'pg_collation', oid, '' FROM pg_catalog.pg_collation WHERE collprovider <> 'c'
    UNION ALL SELECT 'pg_conversion', oid, pg_catalog.concat_ws(' ', conforencoding, contoencoding, conproc, condefault) FROM pg_catalog.pg_conversion
    UNION ALL SELECT 'pg_ts_config', c.oid, (SELECT pg_catalog.string_agg(m.maptokentype || ':' || m.mapdict::pg_catalog.regdictionary, ',' ORDER BY m.maptokentype, m.mapseqno)
        FROM pg_catalog.pg_ts_config_map m WHERE m.mapcfg = c.oid) FROM pg_catalog.pg_ts_config c
    UNION ALL SELECT 'pg_ts_dict', oid, dictinitoption FROM pg_catalog.pg_ts_dict
    UNION ALL SELECT 'pg_ts_parser', oid, '' FROM pg_catalog.pg_ts_parser
    UNION ALL SELECT 'pg_ts_template', oid, '' FROM pg_catalog.pg_ts_template
    UNION ALL SELECT 'pg_foreign_data_wrapper', oid, fdwoptions::text FROM pg_catalog.pg_foreign_data_wrapper
    UNION ALL SELECT 'pg_foreign_server', oid, pg_catalog.concat_ws(' ', srvtype, srvversion, srvoptions::text) FROM pg_catalog.pg_foreign_server
    UNION ALL SELECT 'pg_language', oid, pg_catalog.concat_ws(' ', lanpltrusted) FROM pg_catalog.pg_language
    UNION ALL SELECT 'pg_am', oid, amhandler::text FROM pg_catalog.pg_am
    UNION ALL SELECT 'pg_transform', oid, '' FROM pg_catalog.pg_transform) o
CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.class::pg_catalog.regclass, o.oid, 0) i
WHERE o.oid >= 16384 AND coalesce(i.schema, '') NOT IN ('pg_catalog', 'information_schema') AND NOT dependent(o.class, o.oid)

-- kind: extension
SELECT NULL, NULL, e.extname, n.nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace

-- kind: user mapping
SELECT NULL, NULL, u.usename || ' for ' || u.srvname, u.umoptions::text FROM pg_catalog.pg_user_mappings u

-- kind: trigger
SELECT n.nspname, c.relname, t.tgname, t.tgenabled::text || ' ' || pg_catalog.replace(pg_catalog.pg_get_triggerdef(t.oid), ' EXECUTE PROCEDURE ', ' EXECUTE FUNCTION ')
FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND t.tgname !~ '^godwit_' AND user_relation(c.oid)
AND t.tgparentid = 0 -- mark: server 13

-- kind: rule
SELECT n.nspname, c.relname, r.rulename, r.ev_enabled::text || ' ' || pg_catalog.pg_get_ruledef(r.oid)
FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE r.rulename <> '_RETURN' AND user_relation(c.oid)

-- kind: policy
SELECT n.nspname, c.relname, p.polname, pg_catalog.concat_ws(' ', p.polcmd, p.polpermissive,
    (SELECT pg_catalog.string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(r) END, ','
        ORDER BY r = 0, pg_catalog.pg_get_userbyid(r))
        FROM pg_catalog.unnest(p.polroles) r),
    pg_catalog.pg_get_expr(p.polqual, p.polrelid), 'check ' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE user_relation(c.oid)

-- kind: statistics
SELECT NULL, NULL, pg_catalog.format('%I.%I', n.nspname, s.stxname), pg_catalog.concat_ws(' ',
    coalesce(s.stxstattarget, -1), -- mark: both 13
    pg_catalog.pg_get_statisticsobjdef(s.oid))
FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace WHERE user_schema(n.nspname)

-- kind: comment
SELECT NULL, NULL, i.type || ' ' || i.identity, d.description
FROM pg_catalog.pg_description d CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classoid, d.objoid, d.objsubid) i
WHERE (d.objoid >= 16384 OR d.classoid = 'pg_catalog.pg_largeobject'::pg_catalog.regclass)
AND coalesce(i.schema, '') NOT IN ('pg_catalog', 'information_schema', 'godwit') AND i.identity !~ '^(godwit|pg_temp_|pg_toast_temp_)'
AND i.type <> 'extension'
AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')

-- kind: grants
SELECT CASE WHEN o.class = 'pg_class' THEN i.schema END, CASE WHEN o.class = 'pg_class' THEN i.name END,
    i.type || ' ' || i.identity, (SELECT pg_catalog.string_agg(
        CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(a.grantee) END || ' ' || a.privilege_type
        || CASE WHEN a.is_grantable THEN '*' ELSE '' END, ', ' ORDER BY a.grantee = 0,
            pg_catalog.pg_get_userbyid(a.grantee), a.privilege_type)
    FROM pg_catalog.aclexplode(coalesce(o.acl, pg_catalog.acldefault(o.type, o.owner))) a
    WHERE a.privilege_type <> '' 
    AND a.privilege_type <> 'MAINTAIN' -- mark: server 17
    )
FROM (SELECT 'pg_class' AS class, oid, 0 AS sub, CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char" AS type, relowner AS owner, relacl AS acl
        FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    UNION ALL SELECT 'pg_class', a.attrelid, a.attnum, 'c', c.relowner, a.attacl FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid WHERE a.attacl IS NOT NULL
    UNION ALL SELECT 'pg_namespace', oid, 0, 'n', nspowner, nspacl FROM pg_catalog.pg_namespace
    UNION ALL SELECT 'pg_proc', oid, 0, 'f', proowner, proacl FROM pg_catalog.pg_proc
    UNION ALL SELECT 'pg_type', oid, 0, 'T', typowner, typacl FROM pg_catalog.pg_type WHERE typtype IN ('e', 'd', 'r') OR typacl IS NOT NULL
    UNION ALL SELECT 'pg_language', oid, 0, 'l', lanowner, lanacl FROM pg_catalog.pg_language
    UNION ALL SELECT 'pg_foreign_data_wrapper', oid, 0, 'F', fdwowner, fdwacl FROM pg_catalog.pg_foreign_data_wrapper
    UNION ALL SELECT 'pg_foreign_server', oid, 0, 'S', srvowner, srvacl FROM pg_catalog.pg_foreign_server
    UNION ALL SELECT 'pg_largeobject', oid, 0, 'L', lomowner, lomacl FROM pg_catalog.pg_largeobject_metadata) o
CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.class::pg_catalog.regclass, o.oid, o.sub) i
WHERE (o.oid >= 16384 OR o.class = 'pg_largeobject' OR i.identity = 'public') AND i.identity !~ '^pg_(toast_)?temp_'
AND coalesce(i.schema, '') NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'godwit') AND i.identity <> 'godwit'
AND NOT dependent(o.class, o.oid)

-- kind: default grants
SELECT NULL, NULL, pg_catalog.concat_ws(' ', pg_catalog.pg_get_userbyid(d.defaclrole), n.nspname, d.defaclobjtype),
    (SELECT pg_catalog.string_agg(CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(a.grantee) END || ' '
        || a.privilege_type || CASE WHEN a.is_grantable THEN '*' ELSE '' END, ', '
        ORDER BY a.grantee = 0, pg_catalog.pg_get_userbyid(a.grantee), a.privilege_type)
    FROM pg_catalog.aclexplode(d.defaclacl) a WHERE a.privilege_type <> 'MAINTAIN')
FROM pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace

-- kind: event trigger
SELECT NULL, NULL, e.evtname, pg_catalog.concat_ws(' ', e.evtevent, e.evtenabled, e.evttags::text, e.evtfoid::pg_catalog.regproc)
FROM pg_catalog.pg_event_trigger e WHERE e.evtname !~ '^godwit_' AND NOT dependent('pg_event_trigger', e.oid)

-- kind: publication
SELECT NULL, NULL, p.pubname, pg_catalog.concat_ws(' ', p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete,
    p.pubtruncate, -- mark: both 11
    p.pubviaroot, -- mark: both 13
    (SELECT pg_catalog.string_agg(n.nspname, ',' ORDER BY n.nspname) FROM pg_catalog.pg_publication_namespace s -- mark: both 15
        JOIN pg_catalog.pg_namespace n ON n.oid = s.pnnspid WHERE s.pnpubid = p.oid), -- mark: both 15
    (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', r.prrelid::pg_catalog.regclass
        , r.prattrs, pg_catalog.pg_get_expr(r.prqual, r.prrelid) -- mark: both 15
        ), ',' ORDER BY r.prrelid::pg_catalog.regclass::text) FROM pg_catalog.pg_publication_rel r WHERE r.prpubid = p.oid))
FROM pg_catalog.pg_publication p WHERE p.pubname !~ '^godwit_'

-- kind: subscription
SELECT NULL, NULL, s.subname, pg_catalog.concat_ws(' ', s.subpublications::text, s.subslotname) FROM pg_catalog.pg_subscription s
JOIN pg_catalog.pg_database d ON d.oid = s.subdbid WHERE d.datname = pg_catalog.current_database()

-- kind: database
SELECT NULL, NULL, coalesce('role ' || r.rolname, 'database'), pg_catalog.array_to_string(ARRAY(SELECT x FROM pg_catalog.unnest(s.setconfig) x ORDER BY 1), '; ')
FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole WHERE d.datname = pg_catalog.current_database()
UNION ALL SELECT NULL, NULL, 'comment', pg_catalog.shobj_description(d.oid, 'pg_database')
FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()
