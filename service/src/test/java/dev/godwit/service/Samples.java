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
        return new JobSpec(
                SPEC.source(),
                SPEC.target(),
                SPEC.databases(),
                SPEC.mode(),
                SPEC.option(),
                SPEC.selection(),
                SPEC.parallelism(),
                SPEC.existingTarget(),
                Plan.Promote.AUTO,
                SPEC.fence(),
                SPEC.roles(),
                owner,
                SPEC.keyless(),
                SPEC.throttles(),
                SPEC.care(),
                SPEC.startAt(),
                SPEC.labels());
    }

    /** The same with these databases. */
    static JobSpec of(JobSpec spec, DatabaseChoice databases) {
        return new JobSpec(
                spec.source(),
                spec.target(),
                databases,
                spec.mode(),
                spec.option(),
                spec.selection(),
                spec.parallelism(),
                spec.existingTarget(),
                spec.promote(),
                spec.fence(),
                spec.roles(),
                spec.owner(),
                spec.keyless(),
                spec.throttles(),
                spec.care(),
                spec.startAt(),
                spec.labels());
    }

    static JobSpec with(
            Throttles throttles, @org.jspecify.annotations.Nullable Instant startAt, Map<String, String> labels) {
        return new JobSpec(
                SPEC.source(),
                SPEC.target(),
                SPEC.databases(),
                SPEC.mode(),
                SPEC.option(),
                SPEC.selection(),
                SPEC.parallelism(),
                SPEC.existingTarget(),
                SPEC.promote(),
                SPEC.fence(),
                SPEC.roles(),
                SPEC.owner(),
                SPEC.keyless(),
                throttles,
                SPEC.care(),
                startAt,
                new java.util.TreeMap<>(labels));
    }

    static JobSpec with(JobSpec spec, Care care) {
        return with(spec, spec.throttles(), care);
    }

    static JobSpec with(JobSpec spec, Throttles throttles) {
        return with(spec, throttles, spec.care());
    }

    private static JobSpec with(JobSpec spec, Throttles throttles, Care care) {
        return new JobSpec(
                spec.source(),
                spec.target(),
                spec.databases(),
                spec.mode(),
                spec.option(),
                spec.selection(),
                spec.parallelism(),
                spec.existingTarget(),
                spec.promote(),
                spec.fence(),
                spec.roles(),
                spec.owner(),
                spec.keyless(),
                throttles,
                care,
                spec.startAt(),
                spec.labels());
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
