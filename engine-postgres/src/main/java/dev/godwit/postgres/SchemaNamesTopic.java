package dev.godwit.postgres;

import dev.godwit.core.Plan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether schemas can get, at the switch, the names that they are to have on the target. */
final class SchemaNamesTopic implements Topic {

    private final SelectedTables tables;
    private final Sessions source;
    private final SchemaNames names;

    SchemaNamesTopic(SelectedTables tables, Sessions source) {
        this.tables = tables;
        this.source = source;
        this.names = new SchemaNames(tables.plan());
    }

    @Override
    public String name() {
        return "names of schemas";
    }

    @Override
    public void look(Connection target, Findings findings) throws SQLException {
        if (names.none()) {
            return;
        }
        boolean begun = TargetContentTopic.begun(target, tables.plan().id());
        try (Connection connection = source.borrow()) {
            Set<String> arriving = arriving(connection);
            Set<String> known = Set.copyOf(Rows.strings(connection, SCHEMAS));
            for (Map.Entry<String, String> name : names.all().entrySet()) {
                selected(name.getKey(), arriving, known, findings);
                free(target, name, arriving, findings);
                if (!begun) {
                    alone(target, name.getKey(), findings);
                }
            }
            movable(connection, findings);
        }
        collisions(findings);
    }

    private Set<String> arriving(Connection connection) throws SQLException {
        return tables.plan().selection().isAll()
                ? new TreeSet<>(Rows.strings(connection, SCHEMAS))
                : tables.all().stream().map(table -> table.name().schema()).collect(Collectors.toSet());
    }

    private static void selected(String schema, Set<String> arriving, Set<String> known, Findings findings) {
        if (!arriving.contains(schema)) {
            findings.failed(
                    PostgresFinding.SCHEMA_NOT_SELECTED,
                    known.contains(schema)
                            ? "no table of schema %s is selected".formatted(schema)
                            : "the source has no schema %s".formatted(schema));
        }
    }

    private void free(Connection target, Map.Entry<String, String> name, Set<String> arriving, Findings findings)
            throws SQLException {
        String wanted = name.getValue();
        boolean reserved = wanted.isEmpty()
                || wanted.startsWith("pg_")
                || wanted.equals("information_schema")
                || wanted.equals(CatalogReader.OWN_SCHEMA);
        if (reserved || Rows.yes(target, TOO_LONG, wanted)) {
            findings.failed(
                    PostgresFinding.SCHEMA_NAME_RESERVED,
                    "schema %s cannot be named '%s'%s"
                            .formatted(name.getKey(), wanted, reserved ? "" : ", which is too long"));
        } else if (arriving.contains(wanted)) {
            findings.failed(
                    PostgresFinding.SCHEMAS_COLLIDE,
                    "schema %s is to be named %s, as another schema of this migration is on the source"
                            .formatted(name.getKey(), wanted));
        } else if (Rows.number(target, NAMED, wanted) > 0) {
            findings.failed(
                    PostgresFinding.SCHEMA_NAME_TAKEN,
                    "schema %s is to be named %s, and the target has such a schema".formatted(name.getKey(), wanted));
        }
    }

    /** What is there besides would get the new name with it. */
    private void alone(Connection target, String schema, Findings findings) throws SQLException {
        Plan plan = tables.plan();
        boolean dropped = plan.existingTarget() == Plan.ExistingTarget.DROP
                && plan.selection().isAll();
        if (!dropped && Rows.number(target, OTHERS, schema) > 0) {
            findings.failed(
                    PostgresFinding.SCHEMA_SHARED,
                    "the target already has objects in schema %s, which would get its new name".formatted(schema));
        }
    }

    private void movable(Connection connection, Findings findings) throws SQLException {
        String[] schemas = names.all().keySet().toArray(String[]::new);
        for (List<String> row : Rows.of(connection, FIXED, (Object) schemas)) {
            findings.failed(
                    PostgresFinding.SCHEMA_OF_EXTENSION,
                    "schema %s is that of extension %s".formatted(row.get(0), row.get(1)));
        }
    }

    private void collisions(Findings findings) {
        var first = new HashMap<String, String>();
        names.all().forEach((schema, wanted) -> {
            String other = first.putIfAbsent(wanted, schema);
            if (other != null) {
                findings.failed(
                        PostgresFinding.SCHEMAS_COLLIDE,
                        "schemas %s and %s are both to be named %s".formatted(other, schema, wanted));
            }
        });
    }

    private static final String SCHEMAS = """
            SELECT nspname FROM pg_catalog.pg_namespace
            WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'godwit') ORDER BY 1
            """;

    private static final String NAMED = "SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = ?";

    private static final String TOO_LONG = "SELECT pg_catalog.octet_length(pg_catalog.convert_to(?,"
            + " pg_catalog.getdatabaseencoding())) > pg_catalog.current_setting('max_identifier_length')::int4";

    /** Extensions that can be moved move along. */
    private static final String OTHERS = """
            SELECT count(*) FROM pg_catalog.pg_depend d
            JOIN pg_catalog.pg_namespace n ON n.oid = d.refobjid
            WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND n.nspname = ?
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e JOIN pg_catalog.pg_extension x ON x.oid = e.refobjid
                WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e'
                AND e.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND x.extrelocatable)
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_extension x
                WHERE d.classid = x.tableoid AND d.objid = x.oid AND x.extrelocatable)
            """;

    /** Scripts of the others have the name of their schema inside, also those that update them. */
    private static final String FIXED = """
            SELECT n.nspname, x.extname FROM pg_catalog.pg_namespace n
            JOIN pg_catalog.pg_extension x ON NOT x.extrelocatable AND x.extnamespace = n.oid
                OR EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = n.tableoid AND d.objid = n.oid
                    AND d.deptype = 'e' AND d.refclassid = x.tableoid AND d.refobjid = x.oid)
            WHERE n.nspname = ANY (?::text[]) ORDER BY 1, 2
            """;
}
