package dev.godwit.service.store;

import dev.godwit.service.AuditEntry;
import dev.godwit.service.AuditQuery;
import dev.godwit.service.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds entries of the audit trail. */
final class AuditRows {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new TreeMap<>();
    private final AuditQuery query;

    private AuditRows(AuditQuery query) {
        this.query = query;
        part("who", query.who());
        part("action", query.action());
        part("subject", query.subject());
        moment("first", "at >= :first", query.from());
        moment("after", "at < :after", query.until());
    }

    static Page<AuditEntry> page(Handle handle, AuditQuery query) {
        return new AuditRows(query).page(handle);
    }

    /** As it is written, too: a store may know the small forms of ASCII alone. */
    private void part(String column, String text) {
        if (!text.isBlank()) {
            conditions.add("(%1$s LIKE :%1$s ESCAPE '!' OR lower(%1$s) LIKE :%1$s_lower ESCAPE '!')".formatted(column));
            String part = JobListing.escaped(text.strip());
            values.put(column, "%" + part + "%");
            values.put(column + "_lower", "%" + part.toLowerCase(Locale.ROOT) + "%");
        }
    }

    private void moment(String name, String condition, @Nullable Instant moment) {
        if (moment != null) {
            conditions.add(condition);
            values.put(name, JobRows.micros(moment));
        }
    }

    private Page<AuditEntry> page(Handle handle) {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        long total = handle.createQuery("SELECT count(*) FROM audit" + where)
                .bindMap(values)
                .mapTo(Long.class)
                .one();
        var items = handle.createQuery("SELECT * FROM audit" + where + " ORDER BY id DESC LIMIT :size OFFSET :skip")
                .bindMap(values)
                .bind("size", query.size())
                .bind("skip", (query.page() - 1L) * query.size())
                .map((row, context) -> new AuditEntry(
                        JobRows.moment(row.getLong("at")),
                        row.getString("who"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("outcome"),
                        JobRows.text(row, "request")))
                .list();
        return new Page<>(items, total, query.page(), query.size());
    }
}
