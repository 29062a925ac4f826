-- Types of which a column can be: all but pseudo-types, arrays, and the row types of tables.
SELECT CASE n.nspname WHEN 'pg_catalog' THEN t.typname ELSE n.nspname || '.' || t.typname END AS name,
    quote_ident(n.nspname) || '.' || quote_ident(t.typname) AS column_type,
    coalesce((SELECT quote_ident(n.nspname) || '.' || quote_ident(a.typname) FROM pg_type a WHERE a.oid = t.typarray), '') AS array_type,
    t.typdelim AS delimiter
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE n.nspname IN ('pg_catalog', 'zoo_types')
    AND t.typtype <> 'p'
    AND NOT EXISTS (SELECT FROM pg_type element WHERE element.typarray = t.oid)
    AND (t.typrelid = 0 OR EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
ORDER BY t.oid
