package dev.godwit.testkit.schema;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One type, and the values of it that its tables hold.
 *
 * @param name      of its tables
 * @param column    type of a column, qualified
 * @param array     type of a column for arrays of it, qualified; empty when the server has none
 * @param delimiter between an array's elements
 * @param samples   expressions of SQL without a cast; the last is NULL
 */
record ZooType(String name, String column, String array, String delimiter, List<String> samples) {
    boolean hasArray() {
        return !array.isEmpty();
    }

    /** Expressions for the column. */
    List<String> scalars() {
        return samples.stream().map(sample -> cast(sample, column)).toList();
    }

    /** Expressions for the array column: NULL, empty, all values, two dimensions, and lower bounds other than 1. */
    List<String> arrays() {
        String first = element(samples.getFirst());
        String last = element(samples.get(Math.max(0, samples.size() - 2)));
        String none = element("NULL");
        String all = braces(samples.stream().map(this::element));
        return List.of(
                cast("NULL", array),
                cast("'{}'", array),
                array("", all),
                array("[-5:" + (samples.size() - 6) + "]=", all),
                array("", braces(Stream.of(braces(Stream.of(first, none)), braces(Stream.of(last, first))))),
                array(
                        "[2:3][-1:0]=",
                        braces(Stream.of(braces(Stream.of(last, last)), braces(Stream.of(none, first))))));
    }

    private static String cast(String expression, String type) {
        return "CAST(" + expression + " AS " + type + ")";
    }

    /** The text of an element, quoted; going through text, elements that are arrays do not become further dimensions. */
    private String element(String sample) {
        return "zoo_types.element(" + cast(sample, column) + ")";
    }

    private String braces(Stream<String> parts) {
        return parts.collect(Collectors.joining(" || '" + delimiter + "' || ", "'{' || ", " || '}'"));
    }

    private String array(String bounds, String text) {
        return cast("'" + bounds + "' || " + text, array);
    }
}
