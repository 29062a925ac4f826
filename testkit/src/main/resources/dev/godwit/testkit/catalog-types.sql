-- A row for each type, or for each field of a composite.
SELECT t.oid::bigint AS oid, n.nspname, t.typname,
    CASE WHEN element.oid IS NOT NULL THEN 'ARRAY'
        WHEN t.typtype = 'd' THEN 'DOMAIN'
        WHEN t.typtype = 'c' THEN 'COMPOSITE'
        WHEN t.typtype = 'r' THEN 'RANGE'
        WHEN t.typtype = 'm' THEN 'MULTIRANGE'
        ELSE 'BASE' END AS kind,
    coalesce(field.attname, '') AS field,
    coalesce(element.oid, nullif(t.typbasetype, 0), field.atttypid, range.rngsubtype
--@ >= 14
        , multirange.rngtypid
--@ all
        )::bigint AS part
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_type element ON element.typarray = t.oid
LEFT JOIN pg_range range ON range.rngtypid = t.oid
--@ >= 14
LEFT JOIN pg_range multirange ON multirange.rngmultitypid = t.oid
--@ all
LEFT JOIN pg_attribute field
    ON t.typtype = 'c' AND field.attrelid = t.typrelid AND field.attnum > 0 AND NOT field.attisdropped
ORDER BY t.oid, field.attnum
