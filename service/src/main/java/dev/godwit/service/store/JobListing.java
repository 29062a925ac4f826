package dev.godwit.service.store;

import dev.godwit.service.Job;
import dev.godwit.service.JobQuery;
import dev.godwit.service.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** A page of the list of jobs, as one statement. */
final class JobListing {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, List<String>> lists = new HashMap<>();
    private final JobQuery query;

    JobListing(JobQuery query) {
        this.query = query;
        names(query.names());
        choice("status", query.statuses());
        choice("phase", query.phases());
        choice("mode", query.modes());
        int number = 0;
        for (var label : query.labels().entrySet()) {
            String key = "label" + number++;
            conditions.add("EXISTS (SELECT 1 FROM job_label l WHERE l.job = job.id AND l.name = :%sname"
                    .formatted(key)
                    .concat(" AND l.value = :%svalue)".formatted(key)));
            values.put(key + "name", label.getKey());
            values.put(key + "value", label.getValue());
        }
        if (!query.search().isBlank()) {
            conditions.add("search LIKE :search ESCAPE '!'");
            values.put("search", "%" + escaped(query.search().toLowerCase(Locale.ROOT)) + "%");
        }
    }

    private void names(List<String> names) {
        if (!names.isEmpty()) {
            conditions.add("(id IN (<names>) OR name IN (<names>))");
            lists.put("names", names);
        }
    }

    private void choice(String column, Set<? extends Enum<?>> choices) {
        if (!choices.isEmpty()) {
            conditions.add(column + " IN (<" + column + ">)");
            lists.put(column, choices.stream().map(Enum::name).toList());
        }
    }

    static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    Page<Job> read(Handle handle) {
        long total = bound(handle.createQuery("SELECT count(*) FROM job" + where()))
                .mapTo(Long.class)
                .one();
        return new Page<>(JobRows.read(handle, page(handle, "")), total, query.page(), query.size());
    }

    /** @param before what stands before the statement: nothing, or what asks for its plan */
    Query page(Handle handle, String before) {
        return bound(handle.createQuery(
                        before + "SELECT * FROM job" + where() + " ORDER BY " + order() + " LIMIT :size OFFSET :skip"))
                .bind("size", query.size())
                .bind("skip", (query.page() - 1L) * query.size());
    }

    private String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private Query bound(Query statement) {
        values.forEach(statement::bind);
        lists.forEach(statement::bindList);
        return statement;
    }

    private String order() {
        String direction = query.descending() ? " DESC" : " ASC";
        return column() + direction + ", id" + direction;
    }

    private String column() {
        return switch (query.sort()) {
            case NAME -> "name";
            case STATUS -> "status";
            case PHASE -> "phase";
            case MODE -> "mode";
            case SOURCE -> "source";
            case TARGET -> "target";
            case CREATED_AT -> "created_at";
            case CHANGED_AT -> "changed_at";
            case STARTED_AT -> "COALESCE(started_at, created_at)";
        };
    }
}
