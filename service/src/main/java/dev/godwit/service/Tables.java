package dev.godwit.service;

import dev.godwit.core.TableName;
import dev.godwit.pipeline.TableProgress;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** How far each table is; the last state is kept when a run is over. */
final class Tables {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Document(int v, List<TableProgress> tables) {}

    private final JobStore store;
    private final Map<String, Map<TableName, TableProgress>> known = new ConcurrentHashMap<>();

    Tables(JobStore store) {
        this.store = store;
    }

    void note(String database, List<TableProgress> changed) {
        var tables = known.computeIfAbsent(database, id -> new ConcurrentHashMap<>());
        for (TableProgress table : changed) {
            if (table.state() == TableProgress.State.GONE) {
                tables.remove(table.table());
            } else {
                tables.put(table.table(), table);
            }
        }
    }

    void forget(String database) {
        known.remove(database);
    }

    /** So that it can be read when this process is gone. */
    void keep(String job, String database) {
        Map<TableName, TableProgress> tables = known.getOrDefault(database, Map.of());
        if (!tables.isEmpty()) {
            var document = new Document(1, List.copyOf(tables.values()));
            store.keep(job, database, JobStore.Kind.TABLES, JSON.writeValueAsString(document));
        }
    }

    /** Tables of a job as a page. */
    Page<TableRow> page(Job job, TableQuery query) {
        var all = job.present().stream()
                .filter(database -> query.database().isEmpty()
                        || query.database().equals(database.id())
                        || query.database().equals(database.source()))
                .flatMap(database ->
                        of(job, database.id()).map(table -> new TableRow(database.id(), database.source(), table)))
                .filter(query::matches)
                .sorted(query.descending() ? order(query).reversed() : order(query))
                .toList();
        return Page.of(all, query.page(), query.size());
    }

    private Stream<TableProgress> of(Job job, String database) {
        Map<TableName, TableProgress> tables = known.getOrDefault(database, Map.of());
        if (!tables.isEmpty()) {
            return tables.values().stream();
        }
        return store.kept(job.id(), JobStore.Kind.TABLES).stream()
                .filter(kept -> kept.database().equals(database))
                .flatMap(kept -> JSON.readValue(kept.document(), Document.class).tables().stream());
    }

    static Comparator<TableRow> order(TableQuery query) {
        Comparator<TableRow> byName = Comparator.comparing(TableRow::source)
                .thenComparing(row -> row.progress().table());
        return switch (query.sort()) {
            case WORK ->
                Comparator.comparingInt(Tables::urgency)
                        .thenComparing(Comparator.comparingLong(Tables::left).reversed())
                        .thenComparing(byName);
            case NAME -> byName;
            case STATE ->
                Comparator.comparing((TableRow row) -> row.progress().state()).thenComparing(byName);
            case ROWS ->
                Comparator.comparingLong((TableRow row) -> row.progress().rows())
                        .thenComparing(byName);
            case BYTES ->
                Comparator.comparingLong((TableRow row) -> row.progress().bytesTotal())
                        .thenComparing(byName);
        };
    }

    private static int urgency(TableRow row) {
        return switch (row.progress().state()) {
            case COPYING -> 0;
            case DIFFERENT -> 1;
            case WAITING -> 2;
            case COPIED, FOLLOWED, COMPARED, GONE -> 3;
        };
    }

    private static long left(TableRow row) {
        return Math.max(0, row.progress().bytesTotal() - row.progress().bytes());
    }

    static boolean contains(TableProgress table, String search) {
        return table.table().toString().toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
    }
}
