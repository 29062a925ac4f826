package dev.godwit.server;

import dev.godwit.api.JobRequest;
import dev.godwit.core.Failure;
import dev.godwit.core.Mode;
import dev.godwit.core.Option;
import dev.godwit.core.Plan;
import dev.godwit.core.Selection;
import dev.godwit.pipeline.Limit;
import dev.godwit.service.Care;
import dev.godwit.service.DatabaseChoice;
import dev.godwit.service.GiveWay;
import dev.godwit.service.JobSpec;
import dev.godwit.service.Parallelism;
import dev.godwit.service.Retention;
import dev.godwit.service.Sizes;
import dev.godwit.service.Throttles;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Between what clients write of a job and what the service knows. */
final class JobSpecs {

    private final Places places;

    JobSpecs(Places places) {
        this.places = places;
    }

    JobSpec spec(JobRequest asked) {
        String parallelism =
                Objects.requireNonNullElse(asked.parallelism(), "optimal").toLowerCase(Locale.ROOT);
        Parallelism.workers(parallelism);
        return new JobSpec(
                Failure.about("source", () -> places.place(asked.source())),
                Failure.about("target", () -> places.place(asked.target())),
                new DatabaseChoice(orEmpty(asked.databases()), orEmpty(asked.renames())),
                Words.choice("mode", asked.mode(), Mode.ONLINE),
                Words.choice("option", asked.option(), Option.VALIDATE_AND_MIGRATE),
                new Selection(orEmpty(asked.tables()), orEmpty(asked.excludeTables())),
                parallelism,
                Words.choice("existingTarget", asked.existingTarget(), Plan.ExistingTarget.FAIL),
                Words.choice("promote", asked.promote(), Plan.Promote.MANUAL),
                Words.choice("fence", asked.fence(), Plan.Fence.CHECK),
                Boolean.TRUE.equals(asked.roles()),
                Words.choice("owner", asked.owner(), Plan.Owner.KEEP),
                Words.choice("keyless", asked.keyless(), Plan.Keyless.FULL),
                throttles(asked.throttles()),
                new Care(retention(asked.retention()), giveWay(asked.giveWay())),
                asked.startAt(),
                new TreeMap<>(orEmpty(asked.labels())),
                orEmpty(asked.schemaRenames()),
                Boolean.TRUE.equals(asked.fallback()),
                null);
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static Throttles throttles(@Nullable List<JobRequest.ThrottleWindow> asked) {
        return asked == null
                ? Throttles.NONE
                : new Throttles(asked.stream().map(JobSpecs::window).toList());
    }

    private static Throttles.Window window(JobRequest.ThrottleWindow asked) {
        if ((asked.from() == null) != (asked.to() == null)) {
            throw Bodies.invalid("throttles", "a window of throttles has both hours, from and to, or none");
        }
        return new Throttles.Window(hour(asked.from()), hour(asked.to()), limit(asked.dump()), limit(asked.cdc()));
    }

    private static @Nullable LocalTime hour(@Nullable String text) {
        try {
            return text == null ? null : LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw Bodies.invalid("throttles", "an hour is written as 22:00");
        }
    }

    private static Limit limit(JobRequest.@Nullable Limit asked) {
        if (asked == null) {
            return Limit.NONE;
        }
        long rows = Objects.requireNonNullElse(asked.rowsPerSecond(), 0L);
        long bytes = Objects.requireNonNullElse(asked.bytesPerSecond(), 0L);
        if (rows < 0 || bytes < 0) {
            throw Bodies.invalid("throttles", "a limit is 0, for none, or more");
        }
        return new Limit(rows, bytes);
    }

    /** The same again as a client would write it; what is as by default is left out. */
    JobRequest request(@Nullable String name, JobSpec spec) {
        return new JobRequest(
                name,
                places.text(spec.source()),
                places.text(spec.target()),
                orNull(spec.databases().patterns()),
                orNull(spec.databases().renames()),
                orNull(spec.schemaRenames()),
                Words.of(spec.mode()),
                Words.of(spec.option()),
                orNull(spec.selection().include()),
                orNull(spec.selection().exclude()),
                spec.parallelism(),
                Words.of(spec.existingTarget()),
                Words.of(spec.promote()),
                Words.of(spec.fence()),
                spec.roles(),
                Words.of(spec.owner()),
                Words.of(spec.keyless()),
                spec.fallback() ? Boolean.TRUE : null,
                windows(spec.throttles()),
                retention(spec.care().retention()),
                giveWay(spec.care().giveWay()),
                spec.startAt(),
                orNull(spec.labels()));
    }

    private static @Nullable List<String> orNull(List<String> list) {
        return list.isEmpty() ? null : list;
    }

    private static @Nullable Map<String, String> orNull(Map<String, String> map) {
        return map.isEmpty() ? null : new TreeMap<>(map);
    }

    private static Retention retention(JobRequest.@Nullable Retention asked) {
        if (asked == null) {
            return Retention.NONE;
        }
        long bytes = asked.bytes() == null ? 0 : Sizes.bytes("retention.bytes", asked.bytes());
        long disk = asked.disk() == null ? 0 : Sizes.bytes("retention.disk", asked.disk());
        var whenFull = Words.choice("retention.policy", asked.policy(), Retention.WhenFull.WARN);
        if (bytes == 0 && whenFull != Retention.WhenFull.WARN) {
            throw Bodies.invalid(
                    "retention.bytes", "retention.policy " + Words.of(whenFull) + " needs retention.bytes, the budget");
        }
        return new Retention(bytes, whenFull, disk);
    }

    private static JobRequest.@Nullable Retention retention(Retention retention) {
        return retention.equals(Retention.NONE)
                ? null
                : new JobRequest.Retention(
                        retention.bytes() == 0 ? null : Sizes.exactly(retention.bytes()),
                        Words.of(retention.whenFull()),
                        retention.diskBytes() == 0 ? null : Sizes.exactly(retention.diskBytes()));
    }

    private static GiveWay giveWay(JobRequest.@Nullable GiveWay asked) {
        if (asked == null) {
            return GiveWay.NEVER;
        }
        int sessions = Objects.requireNonNullElse(asked.activeSessions(), 0);
        long lag = Objects.requireNonNullElse(asked.standbyLagMs(), 0L);
        if (sessions < 0 || lag < 0) {
            throw Bodies.invalid("giveWay", "what a job gives way at is 0, for never, or more");
        }
        return new GiveWay(sessions, lag);
    }

    private static JobRequest.@Nullable GiveWay giveWay(GiveWay rule) {
        return rule.equals(GiveWay.NEVER)
                ? null
                : new JobRequest.GiveWay(
                        rule.activeSessions() == 0 ? null : (Integer) rule.activeSessions(),
                        rule.standbyLagMs() == 0 ? null : (Long) rule.standbyLagMs());
    }

    private static @Nullable List<JobRequest.ThrottleWindow> windows(Throttles throttles) {
        return throttles.windows().isEmpty()
                ? null
                : throttles.windows().stream().map(JobSpecs::window).toList();
    }

    private static JobRequest.ThrottleWindow window(Throttles.Window window) {
        return new JobRequest.ThrottleWindow(
                text(window.from()), text(window.to()), limit(window.dump()), limit(window.cdc()));
    }

    private static @Nullable String text(@Nullable LocalTime hour) {
        return hour == null ? null : hour.toString();
    }

    private static JobRequest.@Nullable Limit limit(Limit limit) {
        return limit.equals(Limit.NONE)
                ? null
                : new JobRequest.Limit(
                        limit.rowsPerSecond() == 0 ? null : (Long) limit.rowsPerSecond(),
                        limit.bytesPerSecond() == 0 ? null : (Long) limit.bytesPerSecond());
    }
}
