package dev.godwit.service;

import dev.godwit.core.Mode;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which jobs, in which order.
 *
 * @param names ids or names; empty for any
 * @param statuses empty for any, as are phases and modes
 * @param labels all of these
 * @param search part of the name, a label, a database's name or an address, in any case; empty for any
 * @param sort what they are sorted by
 * @param descending largest or latest first
 * @param page from 1
 * @param size 1 to 1000
 */
public record JobQuery(
        List<String> names,
        Set<Status> statuses,
        Set<Phase> phases,
        Set<Mode> modes,
        Map<String, String> labels,
        String search,
        Sort sort,
        boolean descending,
        int page,
        int size) {

    /** What a list can be sorted by. */
    public enum Sort {
        NAME,
        STATUS,
        PHASE,
        MODE,
        SOURCE,
        TARGET,
        CREATED_AT,
        CHANGED_AT,
        /** That of creation, for a job that was not started. */
        STARTED_AT
    }

    /** Every job, newest start first. */
    public static final JobQuery ALL =
            new JobQuery(List.of(), Set.of(), Set.of(), Set.of(), Map.of(), "", Sort.STARTED_AT, true, 1, 50);

    public JobQuery {
        names = List.copyOf(names);
        statuses = Set.copyOf(statuses);
        phases = Set.copyOf(phases);
        modes = Set.copyOf(modes);
        labels = Map.copyOf(labels);
        page = Math.max(1, page);
        size = Math.clamp(size, 1, 1000);
    }

    /** Another page of the same. */
    public JobQuery at(int otherPage, int otherSize) {
        return new JobQuery(names, statuses, phases, modes, labels, search, sort, descending, otherPage, otherSize);
    }
}
