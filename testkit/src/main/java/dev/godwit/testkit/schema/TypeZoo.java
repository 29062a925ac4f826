package dev.godwit.testkit.schema;

import dev.godwit.testkit.Sql;
import dev.godwit.testkit.SqlScript;
import dev.godwit.testkit.UncheckedSqlException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A database with tables for every type the server has, and for user-defined types of every kind, holding NULLs and
 * extremes. In the schema {@value #SCHEMA} each type {@code t} has the tables {@code t} with a key, {@code t[]} with a key, and
 * {@code t keyless}. The types come from the server's catalog; one without values in {@code samples.txt} is an error.
 */
public final class TypeZoo {
    /** The schema of the tables. */
    public static final String SCHEMA = "zoo";

    /** Types of version 10 and 11 that no newer server has. */
    private static final Set<String> GONE = Set.of("abstime", "reltime", "tinterval", "smgr");

    private final List<ZooType> types;

    private TypeZoo(List<ZooType> types) {
        this.types = types;
    }

    /** Creates types, tables and rows, without the types that newer servers lack. The encoding must be UTF8. */
    public static TypeZoo create(Connection connection) {
        return create(connection, major(connection), GONE);
    }

    /** The same with types that newer servers lack, on version 10 and 11: such a database cannot be migrated. */
    public static TypeZoo createWithGoneTypes(Connection connection) {
        return create(connection, major(connection), Set.of());
    }

    /** With the values only that a server of an older version has too. */
    static TypeZoo create(Connection connection, int majorOfValues) {
        return create(connection, majorOfValues, GONE);
    }

    private static int major(Connection connection) {
        try {
            return connection.getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw new UncheckedSqlException("Asking for the version", e);
        }
    }

    private static TypeZoo create(Connection connection, int majorOfValues, Set<String> without) {
        try {
            SqlScript.resource(TypeZoo.class, "zoo.sql")
                    .forVersion(major(connection))
                    .run(connection);
            var zoo = new TypeZoo(types(connection, TypeSamples.forVersion(majorOfValues), without));
            zoo.types.forEach(type -> zoo.create(connection, type));
            return zoo;
        } catch (SQLException e) {
            throw new UncheckedSqlException("Creating the type zoo", e);
        }
    }

    private static List<ZooType> types(Connection connection, TypeSamples samples, Set<String> without)
            throws SQLException {
        var types = new ArrayList<ZooType>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        SqlScript.resource(TypeZoo.class, "zoo-types.sql").text())) {
            while (rows.next()) {
                String name = rows.getString("name");
                if (!without.contains(name)) {
                    types.add(new ZooType(
                            name,
                            rows.getString("column_type"),
                            rows.getString("array_type"),
                            rows.getString("delimiter"),
                            samples.of(name)));
                }
            }
        }
        for (String column : samples.modified()) {
            types.add(new ZooType(column, column, column + "[]", ",", samples.of(column)));
        }
        return types;
    }

    private void create(Connection connection, ZooType type) {
        run(connection, type, """
                CREATE TABLE %1$s (id int PRIMARY KEY, v %3$s);
                CREATE TABLE %2$s (n int, v %3$s);
                """.formatted(table(type, ""), table(type, " keyless"), type.column()));
        if (type.hasArray()) {
            run(connection, type, """
                    CREATE TABLE %1$s (id int PRIMARY KEY, v %3$s);
                    ALTER TABLE %2$s ADD a %3$s;
                    """.formatted(table(type, "[]"), table(type, " keyless"), type.array()));
        }
        insert(connection, type, 0);
    }

    /** Each value under a number of its own, from {@code base} + 1; the keyless table gets its rows twice. */
    private void insert(Connection connection, ZooType type, int base) {
        run(connection, type, "INSERT INTO %s VALUES %s".formatted(table(type, ""), rows(type.scalars(), base)));
        for (int copy = 0; copy < 2; copy++) {
            run(
                    connection,
                    type,
                    "INSERT INTO %s (n, v) VALUES %s".formatted(table(type, " keyless"), rows(type.scalars(), base)));
        }
        if (type.hasArray()) {
            run(connection, type, "INSERT INTO %s VALUES %s".formatted(table(type, "[]"), rows(type.arrays(), base)));
            run(
                    connection,
                    type,
                    "UPDATE %1$s k SET a = t.v FROM %2$s t WHERE t.id = k.n AND k.n > %3$d"
                            .formatted(table(type, " keyless"), table(type, "[]"), base));
        }
    }

    private static String rows(List<String> values, int base) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> "(%d, %s)".formatted(base + i + 1, values.get(i)))
                .collect(Collectors.joining(", "));
    }

    /**
     * Brings each value through inserts, updates (of the value and of the key) and deletes, with and without a key. To be
     * called once.
     */
    public void changes(Connection connection) {
        types.forEach(type -> change(connection, type));
    }

    private void change(Connection connection, ZooType type) {
        insert(connection, type, 1_000);
        for (String suffix : type.hasArray() ? List.of("", "[]") : List.of("")) {
            run(connection, type, """
                    UPDATE %1$s t SET v = other.v FROM %1$s other WHERE t.id < 1000 AND other.id = t.id + 1001;
                    UPDATE %1$s SET id = id + 1000 WHERE id > 1000;
                    INSERT INTO %1$s SELECT id + 1000, v FROM %1$s WHERE id > 2000;
                    DELETE FROM %1$s WHERE id > 3000 OR id = 1;
                    """.formatted(table(type, suffix)));
        }
        run(connection, type, """
                UPDATE %1$s SET n = -n WHERE n %% 3 = 0;
                UPDATE %1$s k SET v = other.v FROM %2$s other WHERE k.n %% 3 = 1 AND k.n < 1000 AND other.id = k.n + 1;
                DELETE FROM %1$s WHERE n %% 3 = 2;
                DELETE FROM %1$s WHERE ctid IN (SELECT max(ctid::text)::tid FROM %1$s WHERE n > 1000 GROUP BY n);
                """.formatted(table(type, " keyless"), table(type, "")));
    }

    /** Names of the tables, in the schema {@value #SCHEMA}. */
    public List<String> tables() {
        return types.stream()
                .flatMap(type -> type.hasArray()
                        ? List.of(type.name(), type.name() + "[]", type.name() + " keyless").stream()
                        : List.of(type.name(), type.name() + " keyless").stream())
                .toList();
    }

    private static String table(ZooType type, String suffix) {
        return Sql.identifier(SCHEMA, type.name() + suffix);
    }

    private static void run(Connection connection, ZooType type, String sql) {
        try {
            SqlScript.of(sql).run(connection);
        } catch (UncheckedSqlException e) {
            throw new IllegalStateException("A value or table of the type " + type.name() + " was refused", e);
        }
    }
}
