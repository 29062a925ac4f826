package dev.godwit.core;

/**
 * Name of a table as the catalog holds it: unquoted, case kept.
 *
 * @param schema namespace of the table
 * @param name the table's own name
 */
public record TableName(String schema, String name) implements Comparable<TableName> {

    @Override
    public int compareTo(TableName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    /** For people: {@code schema.name}, never for SQL. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
