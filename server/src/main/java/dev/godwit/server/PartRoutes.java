package dev.godwit.server;

import dev.godwit.api.LogView;
import dev.godwit.api.SeriesView;
import dev.godwit.api.TablePage;
import dev.godwit.api.TimelinePage;
import dev.godwit.api.TimelineView;
import dev.godwit.api.VerificationView;
import dev.godwit.api.WriterView;
import dev.godwit.core.Failure;
import dev.godwit.pipeline.TableProgress;
import dev.godwit.server.page.ReportPage;
import dev.godwit.service.Job;
import dev.godwit.service.JobDatabase;
import dev.godwit.service.JobStore;
import dev.godwit.service.MigrationService;
import dev.godwit.service.Passwords;
import dev.godwit.service.Rehearsal;
import dev.godwit.service.Sample;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.TableQuery;
import dev.godwit.service.TimelineEntry;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What there is to see of one job: its databases, what happened, what was found, how it went. */
final class PartRoutes {

    private static final int LOG_LINES = 200;
    private static final int MOST_LOG_LINES = 10_000;
    /** Entries of the timeline in a report: more is no reading. */
    private static final int REPORTED = 1000;

    private static final int REPORTED_VERIFICATIONS = 20;

    private final MigrationService service;
    private final JobViews views;

    PartRoutes(MigrationService service, JobViews views) {
        this.service = service;
        this.views = views;
    }

    List<Route> routes() {
        return List.of(
                Route.get(JobRoutes.JOB + "/databases", this::databases),
                Route.get(JobRoutes.JOB + "/databases/{database}", this::database),
                Route.get(JobRoutes.JOB + "/timeline", this::timeline),
                Route.get(JobRoutes.JOB + "/validation", this::validation),
                Route.get(JobRoutes.JOB + "/rehearsal", this::rehearsal),
                Route.get(JobRoutes.JOB + "/report", this::report),
                Route.get(JobRoutes.JOB + "/log", this::log),
                Route.get(JobRoutes.JOB + "/series", this::series),
                Route.get(JobRoutes.JOB + "/tables", this::tables),
                Route.get(JobRoutes.JOB + "/writers", this::writers));
    }

    private Job job(Context request) {
        return service.job(JobRoutes.job(request));
    }

    private void databases(Context request) {
        Answers.json(request, views.databases(job(request)));
    }

    private void database(Context request) {
        var job = job(request);
        Answers.json(request, views.database(job, job.database(request.pathParam("database"))));
    }

    private void timeline(Context request) {
        var job = job(request);
        int size = Queries.size(request);
        var newest = service.timeline(job.id(), 1, 1);
        int pages = (int) Math.max(1, (newest.total() + size - 1) / size);
        int page = request.queryParam("page") == null ? pages : Queries.page(request);
        Answers.json(request, page(job, newest.total(), page, size));
    }

    /** The service counts pages from the newest entry, people from the oldest. */
    private TimelinePage page(Job job, long total, int page, int size) {
        long first = (long) (page - 1) * size;
        int many = (int) Math.max(0, Math.min(size, total - first));
        if (many == 0) {
            return new TimelinePage(List.of(), total, page, size, Instant.now());
        }
        // Entries first … first + many - 1 from the oldest are skipped … skipped + many - 1 from the newest.
        long skipped = total - first - many;
        var entries = new ArrayList<TimelineEntry>();
        int store = (int) (skipped / size) + 1;
        for (int at = store; at <= store + 1; at++) {
            entries.addAll(service.timeline(job.id(), at, size).items());
        }
        int from = (int) (skipped % size);
        List<TimelineView> items =
                entries
                        .subList(Math.min(from, entries.size()), Math.min(from + many, entries.size()))
                        .reversed()
                        .stream()
                        .map(entry -> entry(job, entry))
                        .toList();
        return new TimelinePage(items, total, page, size, Instant.now());
    }

    private static TimelineView entry(Job job, TimelineEntry entry) {
        return new TimelineView(
                entry.version(),
                entry.at(),
                entry.state().status().name(),
                entry.state().phase().name(),
                entry.text(),
                name(job, entry.database()),
                entry.who());
    }

    private static @Nullable String name(Job job, @Nullable String id) {
        return id == null
                ? null
                : job.databases().stream()
                        .filter(database -> database.id().equals(id))
                        .map(JobDatabase::source)
                        .findFirst()
                        .orElse(id);
    }

    private void validation(Context request) {
        var job = job(request);
        Answers.json(request, Findings.view(job, service.validation(job.id())));
    }

    private void rehearsal(Context request) {
        var job = job(request);
        Answers.json(request, Rehearsals.view(job, service.rehearsals(job.id())));
    }

    /** As data; or, for who asks for that, as a page to keep. */
    private void report(Context request) {
        var job = job(request);
        List<String> documents =
                service.reports(job.id()).stream().map(JobStore.Kept::document).toList();
        List<Rehearsal> rehearsals = service.rehearsals(job.id());
        List<VerificationView> verifications =
                service.verifications(job.id(), 1, REPORTED_VERIFICATIONS).items().stream()
                        .map(each -> Verifications.view(job, each))
                        .toList();
        if (documents.isEmpty() && rehearsals.isEmpty() && verifications.isEmpty()) {
            throw Failure.of(ServiceFailure.JOB_NOT_FOUND)
                    .found("%s has no report yet", job.name())
                    .next("Wait until it has run.");
        }
        var foretold = Rehearsals.view(job, rehearsals).databases();
        var report = Reports.of(job, documents, foretold, verifications, story(job));
        if (Answers.wantsPage(request)) {
            Answers.page(request, ReportPage.of(report), ReportPage.POLICY);
        } else {
            Answers.json(request, report);
        }
    }

    /** Oldest first. */
    private List<TimelineView> story(Job job) {
        return service.timeline(job.id(), 1, REPORTED).items().reversed().stream()
                .map(entry -> entry(job, entry))
                .toList();
    }

    private void log(Context request) {
        int lines = Queries.number(request, "lines", LOG_LINES, MOST_LOG_LINES);
        Answers.json(request, new LogView(service.log(JobRoutes.job(request), lines)));
    }

    private void series(Context request) {
        var job = job(request);
        var metric = Metric.of(Queries.text(request, "metric", ""));
        Map<String, List<Sample>> series = service.series(job.id(), since(request.queryParam("since")));
        List<SeriesView.Line> lines = job.present().stream()
                .map(database -> line(database, series.getOrDefault(database.id(), List.of()), metric))
                .toList();
        Answers.json(request, new SeriesView(metric.word(), lines));
    }

    private static Instant since(@Nullable String text) {
        try {
            return text == null ? Instant.EPOCH : Instant.parse(text.toUpperCase(Locale.ROOT));
        } catch (DateTimeException e) {
            throw Bodies.invalid("since is a moment such as 2026-11-21T22:04:30Z");
        }
    }

    private static SeriesView.Line line(JobDatabase database, List<Sample> samples, Metric metric) {
        return new SeriesView.Line(
                database.source(),
                samples.stream()
                        .map(sample -> new SeriesView.Point(sample.at(), metric.value(sample)))
                        .toList());
    }

    private void tables(Context request) {
        var job = job(request);
        String sort = Queries.text(request, "sort", "");
        boolean descending = sort.startsWith("-");
        var query = new TableQuery(
                Queries.text(request, "database", ""),
                Queries.choices("state", request.queryParams("state"), TableProgress.State.class),
                Queries.text(request, "search", ""),
                sort.isEmpty()
                        ? TableQuery.Sort.WORK
                        : Words.choice("sort", descending ? sort.substring(1) : sort, TableQuery.Sort.class),
                descending,
                Queries.page(request),
                Queries.size(request));
        var page = service.tables(job.id(), query).map(row -> Progresses.table(row.source(), row.progress()));
        Answers.json(request, new TablePage(page.items(), page.total(), page.page(), page.size(), Instant.now()));
    }

    private void writers(Context request) {
        var job = job(request);
        var views = new ArrayList<WriterView>();
        service.writers(job.id(), Passwords.NONE)
                .forEach((database, writers) -> writers.forEach(writer -> views.add(new WriterView(
                        Objects.requireNonNullElse(name(job, database), database),
                        writer.id(),
                        writer.application(),
                        writer.user(),
                        writer.state()))));
        Answers.json(request, views);
    }
}
