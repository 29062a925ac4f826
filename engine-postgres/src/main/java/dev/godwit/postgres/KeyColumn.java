package dev.godwit.postgres;

/**
 * A column of a table's key, as the side where it is read has it.
 *
 * @param name as in the catalog
 * @param type in SQL
 * @param collation as it stands after COLLATE; empty for types that have none
 * @param equality the operator of the key's index; empty where there is no such index
 */
record KeyColumn(String name, String type, String collation, String equality) {

    /** The column's value in the type's own text. */
    String text() {
        return "pg_catalog.concat(" + Sql.quote(name) + ")";
    }

    /** An expression for a value that is given as text. */
    String value(String text) {
        return "CAST(" + text + " AS " + type + ")" + (collation.isEmpty() ? "" : " COLLATE " + collation);
    }
}
