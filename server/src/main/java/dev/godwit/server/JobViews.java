package dev.godwit.server;

import dev.godwit.api.DatabaseView;
import dev.godwit.api.FailureView;
import dev.godwit.api.JobListItem;
import dev.godwit.api.JobView;
import dev.godwit.api.LagView;
import dev.godwit.api.PlaceView;
import dev.godwit.api.TroubleView;
import dev.godwit.api.Unavailable;
import dev.godwit.api.WayBackView;
import dev.godwit.pipeline.DumpProgress;
import dev.godwit.pipeline.StreamProgress;
import dev.godwit.service.Action;
import dev.godwit.service.Availability;
import dev.godwit.service.Cause;
import dev.godwit.service.Job;
import dev.godwit.service.JobDatabase;
import dev.godwit.service.MigrationService;
import dev.godwit.service.Place;
import dev.godwit.service.SetAside;
import dev.godwit.service.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Jobs as clients see them: what the store has, with how far they are now. */
final class JobViews {

    private final JobSpecs specs;
    private final Places places;
    private final Live live;
    private final MigrationService service;

    JobViews(JobSpecs specs, Places places, Live live, MigrationService service) {
        this.service = service;
        this.specs = specs;
        this.places = places;
        this.live = live;
    }

    JobView job(Job job) {
        var now = Instant.now();
        var state = job.state();
        var spec = job.spec();
        var availability = Availability.of(job);
        return new JobView(
                job.id(),
                job.name(),
                state.status().name(),
                state.phase().name(),
                state.words(),
                job.begun(),
                job.attended(),
                waiting(job),
                job.version(),
                now,
                places.view(spec.source()),
                places.view(spec.target()),
                spec.mode().name(),
                spec.option().name(),
                spec.promote().name(),
                specs.request(job.name(), spec),
                databases(job),
                job.createdAt(),
                job.changedAt(),
                job.startedAt(),
                job.endedAt(),
                duration(job, now),
                largest(job).map(Progresses::lag).orElse(null),
                job.failure().map(JobViews::failure).orElse(null),
                spec.wayBackOf() == null
                        ? null
                        : service.find(spec.wayBackOf()).map(Job::name).orElse(spec.wayBackOf()),
                service.wayBack(job).map(this::wayBack).orElse(null),
                names(availability),
                unavailable(availability));
    }

    private WayBackView wayBack(Job job) {
        var state = job.state();
        return new WayBackView(
                job.id(),
                job.name(),
                state.status().name(),
                state.phase().name(),
                state.words(),
                largest(job).map(Progresses::lag).orElse(null));
    }

    private static @Nullable Long duration(Job job, Instant now) {
        @Nullable Instant started = job.startedAt();
        @Nullable Instant ended = job.endedAt();
        return started == null
                ? null
                : (Long) Math.max(
                        0,
                        Duration.between(started, ended == null ? now : ended).toMillis());
    }

    private static List<String> names(Availability availability) {
        return availability.available().stream().map(Action::name).toList();
    }

    private static List<Unavailable> unavailable(Availability availability) {
        return availability.unavailable().entrySet().stream()
                .map(entry -> new Unavailable(entry.getKey().name(), entry.getValue()))
                .toList();
    }

    static FailureView failure(Cause cause) {
        return new FailureView(cause.code(), cause.title(), cause.found(), cause.next());
    }

    List<DatabaseView> databases(Job job) {
        Map<String, List<SetAside>> waiting = service.waiting(job);
        return job.databases().stream()
                .map(database -> database(job, database, waiting.getOrDefault(database.id(), List.of())))
                .toList();
    }

    DatabaseView database(Job job, JobDatabase database) {
        return database(job, database, service.waiting(job).getOrDefault(database.id(), List.of()));
    }

    private DatabaseView database(Job job, JobDatabase database, List<SetAside> waiting) {
        var state = database.state();
        var availability = Availability.of(job, database);
        @Nullable Cause cause = database.failure();
        @Nullable Trouble trouble = database.trouble();
        Optional<Live.Known> known = live.of(database);
        return new DatabaseView(
                database.id(),
                database.source(),
                database.target(),
                state.status().name(),
                state.phase().name(),
                state.words(),
                database.begun(),
                database.removed(),
                database.startedAt(),
                database.endedAt(),
                cause == null ? null : failure(cause),
                trouble == null
                        ? null
                        : new TroubleView(
                                trouble.attempt(), trouble.nextTryAt(Instant.now()), failure(trouble.cause())),
                known.flatMap(Progresses::progress).orElse(null),
                known.map(Live.Known::bytesCopied).filter(bytes -> bytes > 0).orElse(null),
                live.stream(database).map(Progresses::lag).orElse(null),
                live.source(database).map(Retentions::view).orElse(null),
                Waitings.view(waiting),
                database.leftToDo(),
                names(availability),
                unavailable(availability));
    }

    /** Whether more is known of it than the store has, so that it changes without its version. */
    boolean moves(JobDatabase database) {
        return live.of(database).isPresent() || database.trouble() != null;
    }

    /** That of the database that is behind most. */
    private Optional<StreamProgress> largest(Job job) {
        return job.present().stream()
                .map(live::stream)
                .flatMap(Optional::stream)
                .max(Comparator.comparingLong(progress -> progress.lag().bytes()));
    }

    private boolean waiting(Job job) {
        List<StreamProgress> streams = job.present().stream()
                .map(live::stream)
                .flatMap(Optional::stream)
                .toList();
        return !streams.isEmpty() && streams.stream().allMatch(StreamProgress::waitingForUser);
    }

    /** A line of the list. */
    JobListItem item(Job job) {
        return items(List.of(job)).getFirst();
    }

    /** Lines of the list. What they need beyond the jobs is read once for all of them, not for each. */
    List<JobListItem> items(List<Job> jobs) {
        Map<Place, PlaceView> seen = places.views(jobs.stream()
                .flatMap(job -> Stream.of(job.spec().source(), job.spec().target()))
                .collect(Collectors.toSet()));
        return jobs.stream().map(job -> item(job, seen)).toList();
    }

    private JobListItem item(Job job, Map<Place, PlaceView> seen) {
        var state = job.state();
        var spec = job.spec();
        @Nullable PlaceView source = seen.get(spec.source());
        @Nullable PlaceView target = seen.get(spec.target());
        @Nullable LagView lag = largest(job).map(Progresses::lag).orElse(null);
        return new JobListItem(
                job.id(),
                job.name(),
                state.status().name(),
                state.phase().name(),
                state.words(),
                waiting(job),
                spec.mode().name(),
                spec.option().name(),
                source == null ? "" : source.server(),
                type(source),
                target == null ? "" : target.server(),
                type(target),
                job.present().size(),
                (int) job.present().stream()
                        .filter(database -> database.failure() != null)
                        .count(),
                percent(job),
                lag == null ? null : (Long) lag.lagBytes(),
                lag == null ? null : (Long) lag.lagMs(),
                lag == null ? null : (Boolean) lag.caughtUp(),
                duration(job, Instant.now()),
                job.createdAt(),
                job.startedAt(),
                spec.labels(),
                job.version(),
                names(Availability.of(job)));
    }

    /** The version without what its packager adds to it. */
    private static String type(@Nullable PlaceView place) {
        if (place == null) {
            return "";
        }
        @Nullable String version = place.serverVersion();
        return version == null ? place.engine() : place.engine() + " " + version.split(" ", 2)[0];
    }

    private @Nullable Integer percent(Job job) {
        List<DumpProgress> dumps = job.present().stream()
                .map(live::of)
                .flatMap(Optional::stream)
                .flatMap(known -> Optional.ofNullable(known.dump()).stream())
                .toList();
        long total = dumps.stream().mapToLong(DumpProgress::bytesTotal).sum();
        long done = dumps.stream().mapToLong(DumpProgress::bytesDone).sum();
        return dumps.isEmpty() ? null : (Integer) (int) (total == 0 ? 100 : Math.min(100, done * 100 / total));
    }
}
