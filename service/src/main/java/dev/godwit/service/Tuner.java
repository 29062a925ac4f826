package dev.godwit.service;

import dev.godwit.pipeline.Control;
import dev.godwit.pipeline.Tuning;
import java.time.Clock;
import java.time.LocalTime;

/** Tells runs how fast they may go at this hour, and what else may change while they run. */
final class Tuner {

    private final Parts parts;
    private final Clock clock;

    /** @param clock in the time zone in which the hours of windows are meant */
    Tuner(Parts parts, Clock clock) {
        this.parts = parts;
        this.clock = clock;
    }

    void tune(Job job, String database, Control control) {
        control.keepWayBack(job.spec().fallback());
        var tuning = parts.sources().tuned(job, database, at(job.spec(), LocalTime.now(clock)));
        if (!tuning.equals(control.tuning())) {
            control.tune(tuning);
        }
    }

    static Tuning at(JobSpec spec, LocalTime time) {
        var window = spec.throttles().at(time);
        return new Tuning(Parallelism.workers(spec.parallelism()), window.dump(), window.cdc());
    }

    /** Every run of a job. */
    void tuneAll(Job job) {
        job.present()
                .forEach(database ->
                        parts.runs().of(database.id()).ifPresent(course -> tune(job, database.id(), course.control())));
    }
}
