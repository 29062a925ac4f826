package dev.godwit.pipeline;

import dev.godwit.core.Catalog;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Table;
import dev.godwit.core.TableName;
import dev.godwit.core.spi.SourceDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Notices that definitions changed on the source. */
final class CatalogWatch {

    private static final int DIFFERENCES_IN_A_MESSAGE = 5;

    /** Definitions that change as fast as they are read want a person. */
    static final int READINGS = 10;

    private CatalogWatch() {}

    /**
     * Reads the catalog, and what belongs to it, as of one moment: again when it changes meanwhile.
     *
     * @param rest reads what belongs to the catalog it is given; fails with {@code CATALOG_CHANGED} when that has changed
     */
    static Catalog read(SourceDatabase source, Consumer<Catalog> rest) {
        for (int reading = 1; ; reading++) {
            Catalog now = source.catalog();
            try {
                rest.accept(now);
                return now;
            } catch (Failure e) {
                if (e.code() != CoreFailure.CATALOG_CHANGED || reading == READINGS) {
                    throw e;
                }
            }
        }
    }

    /** @throws Failure {@code CATALOG_CHANGED} that says what changed, when anything did */
    static void check(Catalog before, Catalog now) {
        if (before.fingerprint().equals(now.fingerprint())) {
            return;
        }
        List<String> differences = differences(byName(before), byName(now));
        String text = differences.isEmpty()
                ? "a table was made anew or its key changed"
                : differences.stream().limit(DIFFERENCES_IN_A_MESSAGE).collect(Collectors.joining("; "));
        throw Failure.of(CoreFailure.CATALOG_CHANGED).found("%s", text).build();
    }

    private static Map<TableName, Table> byName(Catalog catalog) {
        return catalog.tables().stream().collect(Collectors.toMap(Table::name, Function.identity()));
    }

    private static List<String> differences(Map<TableName, Table> before, Map<TableName, Table> now) {
        var differences = new ArrayList<String>();
        before.forEach((name, table) -> {
            Table current = now.get(name);
            if (current == null) {
                differences.add("table " + name + " is gone");
            } else if (!current.columns().equals(table.columns())) {
                differences.add("table " + name + " has other columns or another key");
            } else if (!current.partitioning().equals(table.partitioning())) {
                differences.add(
                        "table " + name + " is another partition than before, or none, or has other partitions");
            }
        });
        now.keySet().stream()
                .filter(name -> !before.containsKey(name))
                .forEach(name -> differences.add("table " + name + " is new"));
        return differences;
    }
}
