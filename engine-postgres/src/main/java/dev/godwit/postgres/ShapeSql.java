package dev.godwit.postgres;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements for a shape; staged rows are in {@code s}, with old fields k0, k1 … and new fields c0, c1 …. */
final class ShapeSql {

    private final Shape shape;
    private final Route route;
    private final TargetTable table;
    private final String staged;

    /** @param staged the temporary table's name in SQL */
    ShapeSql(Shape shape, String staged) {
        this.shape = shape;
        this.route = shape.route();
        this.table = route.table();
        this.staged = staged;
    }

    /** Copies rows into the table itself. */
    static String copyInto(Shape shape) {
        String columns = Arrays.stream(shape.newFields())
                .mapToObj(field -> Sql.quote(shape.route().column(field).name()))
                .collect(Collectors.joining(", "));
        return "COPY %s%s FROM STDIN%s"
                .formatted(
                        Sql.quote(shape.route().table().name()),
                        columns.isEmpty() ? "" : " (" + columns + ")",
                        shape.binary() ? " BINARY" : "");
    }

    /** A table of the columns' types without their constraints; without the number a row of 1,600 columns fits. */
    String create() {
        var columns = IntStream.concat(Arrays.stream(shape.oldFields()), IntStream.empty())
                .mapToObj(field -> typed(field) + " AS k" + field)
                .collect(Collectors.toList());
        for (int field : shape.newFields()) {
            columns.add(typed(field) + " AS c" + field);
        }
        if (shape.ordered()) {
            columns.addFirst("0::int4 AS seq");
        }
        String create = "CREATE TEMPORARY TABLE %s ON COMMIT DELETE ROWS AS SELECT %s FROM ONLY %s t WITH NO DATA"
                .formatted(staged, String.join(", ", columns), Sql.quote(table.name()));
        return shape.ordered() ? create + "; CREATE INDEX ON " + staged + " (seq)" : create;
    }

    String copy() {
        return "COPY %s FROM STDIN%s".formatted(staged, shape.binary() ? " BINARY" : "");
    }

    /** Writes all staged rows, or the one with a number. */
    String write() {
        return switch (shape.op()) {
            case DELETE -> route.keyed() ? delete() : deleteWhole();
            case UPDATE -> update();
            case INSERT -> insert();
            case MOVE -> move();
        };
    }

    private String delete() {
        return "DELETE FROM %s t USING %s s WHERE %s%s".formatted(table.only(), staged, sameKey(), andOne());
    }

    private String update() {
        return "UPDATE %s t SET %s FROM %s s WHERE %s%s"
                .formatted(
                        table.only(),
                        list(
                                shape.newFields(),
                                field -> Sql.quote(route.column(field).name()) + " = " + value("s.c", field)),
                        staged,
                        sameKey(),
                        andOne());
    }

    private String insert() {
        if (shape.newFields().length == 0) {
            return "INSERT INTO %s SELECT FROM %s s WHERE true%s".formatted(Sql.quote(table.name()), staged, andOne());
        }
        return "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s s WHERE true%s"
                .formatted(
                        Sql.quote(table.name()),
                        list(
                                shape.newFields(),
                                field -> Sql.quote(route.column(field).name())),
                        list(shape.newFields(), field -> value("s.c", field)),
                        staged,
                        andOne());
    }

    /** What was not sent is carried over from the row that is deleted. */
    private String move() {
        int[] all = route.fields();
        return """
                WITH d AS (DELETE FROM %s t USING %s s WHERE %s%s RETURNING %s)
                INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM d
                """.formatted(
                table.only(),
                staged,
                sameKey(),
                andOne(),
                list(
                        all,
                        field -> (kept(field)
                                        ? "t." + Sql.quote(route.column(field).name())
                                        : value("s.c", field)) + " AS c" + field),
                Sql.quote(table.name()),
                list(all, field -> Sql.quote(route.column(field).name())),
                list(all, field -> "d.c" + field));
    }

    private boolean kept(int field) {
        return Arrays.stream(shape.keptFields()).anyMatch(kept -> kept == field);
    }

    /** Rows are the same when their text is; as many are deleted of each kind as were staged. */
    private String deleteWhole() {
        String theirs = "ROW("
                + list(
                        route.fields(),
                        field -> "t." + Sql.quote(route.column(field).name())) + ")::text";
        String ours = "ROW(" + list(route.fields(), field -> value("s.k", field)) + ")::text";
        String exact =
                table.root() ? " AND ROW(x.tableoid, x.ctid)::text = ANY (ARRAY(SELECT ROW(o, c)::text FROM hit))" : "";
        return """
                WITH gone AS (SELECT %1$s AS r, count(*) AS n FROM %2$s s WHERE true%3$s GROUP BY 1),
                alike AS (SELECT t.tableoid AS o, t.ctid AS c, %4$s AS r FROM %5$s t
                    WHERE %4$s IN (SELECT r FROM gone)),
                numbered AS (SELECT o, c, r, row_number() OVER (PARTITION BY r ORDER BY o, c) AS i FROM alike),
                hit AS (SELECT o, c FROM numbered JOIN gone USING (r) WHERE i <= n)
                DELETE FROM %5$s x WHERE x.ctid = ANY (ARRAY(SELECT c FROM hit))%6$s
                """.formatted(ours, staged, andOne(), theirs, table.only(), exact);
    }

    private String sameKey() {
        return list(
                route.keyFields(),
                field -> "t.%s %s %s"
                        .formatted(
                                Sql.quote(route.column(field).name()),
                                route.column(field).equality(),
                                value("s.k", field)),
                " AND ");
    }

    private String andOne() {
        return shape.ordered() ? " AND s.seq = ?" : "";
    }

    private String typed(int field) {
        return shape.cast(field)
                ? "NULL::text"
                : "t." + Sql.quote(route.column(field).name());
    }

    private String value(String prefix, int field) {
        String staging = prefix + field;
        return shape.cast(field)
                ? "CAST(" + staging + " AS " + route.column(field).type() + ")"
                : staging;
    }

    private static String list(int[] fields, IntFunction<String> each) {
        return list(fields, each, ", ");
    }

    private static String list(int[] fields, IntFunction<String> each, String between) {
        return Arrays.stream(fields).mapToObj(each).collect(Collectors.joining(between));
    }
}
