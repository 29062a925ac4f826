package dev.godwit.service;

import dev.godwit.pipeline.TableProgress;
import java.util.Set;

/**
 * Which tables of a job, in which order.
 *
 * @param database id or name; empty for all
 * @param states empty for any
 * @param search part of schema and name, in any case
 * @param page from 1
 * @param size 1 to 1000
 */
public record TableQuery(
        String database,
        Set<TableProgress.State> states,
        String search,
        Sort sort,
        boolean descending,
        int page,
        int size) {

    /** What tables can be sorted by. */
    public enum Sort {
        /** Those in work, then those that differ, then by what is left of them, the largest first. */
        WORK,
        NAME,
        STATE,
        ROWS,
        BYTES
    }

    public TableQuery {
        states = Set.copyOf(states);
        page = Math.max(1, page);
        size = Math.clamp(size, 1, 1000);
    }

    boolean matches(TableRow row) {
        return (states.isEmpty() || states.contains(row.progress().state())) && Tables.contains(row.progress(), search);
    }
}
