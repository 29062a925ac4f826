package dev.godwit.service;

import dev.godwit.core.Option;
import dev.godwit.core.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Jobs for tests. */
public final class Samples {

    public static final JobSpec SPEC = spec("sample://app@old:1/shop", "sample://app@new:2/shop");

    private Samples() {}

    public static JobSpec spec(String source, String target) {
        return JobSpec.between(new Place.Address(source), new Place.Address(target));
    }

    static JobSpec withOption(Option option) {
        return SPEC.with(option);
    }

    static JobSpec withOwner(Plan.Owner owner) {
        return SPEC.but(draft -> {
            draft.promote = Plan.Promote.AUTO;
            draft.owner = owner;
        });
    }

    static JobSpec with(
            Throttles throttles, @org.jspecify.annotations.Nullable Instant startAt, Map<String, String> labels) {
        return SPEC.but(draft -> {
            draft.throttles = throttles;
            draft.startAt = startAt;
            draft.labels = labels;
        });
    }

    static JobSpec with(JobSpec spec, Care care) {
        return spec.but(draft -> draft.care = care);
    }

    static JobSpec with(JobSpec spec, Throttles throttles) {
        return spec.but(draft -> draft.throttles = throttles);
    }

    /** A job of one database that was not started. */
    public static Job job(JobSpec spec) {
        return job("shop", spec);
    }

    public static Job job(String name, JobSpec spec) {
        var database = JobDatabase.fresh(Names.id(name), "shop", "shop");
        return Job.fresh(Names.id(name), name, spec, List.of(database), false);
    }
}
