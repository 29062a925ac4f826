package dev.godwit.server;

import dev.godwit.core.Status;
import dev.godwit.pipeline.StreamProgress;
import dev.godwit.service.Job;
import dev.godwit.service.JobDatabase;
import dev.godwit.service.JobQuery;
import dev.godwit.service.MigrationService;
import dev.godwit.service.Page;
import dev.godwit.service.SourceStanding;
import dev.godwit.service.VerificationRecord;
import io.javalin.http.Context;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Measures for Prometheus, taken when it asks. Jobs that are over are left out. */
final class Metrics {

    private static final Set<Status> SHOWN =
            EnumSet.complementOf(EnumSet.of(Status.DRAFT, Status.COMPLETED, Status.ENDED));
    private static final int PAGE = 1000;

    private final MigrationService service;
    private final Live live;
    private final PrometheusTextFormatWriter format =
            PrometheusTextFormatWriter.builder().build();

    Metrics(MigrationService service, Live live) {
        this.service = service;
        this.live = live;
    }

    void answer(Context request) throws IOException {
        var text = new ByteArrayOutputStream();
        format.write(text, snapshots());
        request.contentType(format.getContentType()).result(text.toByteArray());
    }

    /** A database of a job, with what is known of it. */
    private record Line(
            Job job,
            JobDatabase database,
            Optional<Live.Known> known,
            Optional<StreamProgress> stream,
            Optional<SourceStanding> source) {

        Labels labels() {
            return Labels.of("job", job.name(), "database", database.source());
        }

        /** As the source was seen last; the stream, which knows it too, may have ended. */
        Optional<Double> retained() {
            return source.flatMap(seen -> Optional.ofNullable(Retentions.retained(seen)))
                    .or(() -> stream.map(progress -> (double) progress.retainedBytes()));
        }
    }

    private MetricSnapshots snapshots() {
        List<Job> jobs = jobs();
        List<Line> lines = jobs.stream()
                .flatMap(job -> job.present().stream()
                        .map(database -> new Line(
                                job, database, live.ever(database), live.stream(database), live.source(database))))
                .toList();
        var all = MetricSnapshots.builder();
        all.metricSnapshot(jobs(jobs));
        all.metricSnapshot(states(lines));
        all.metricSnapshot(known("godwit_rows_copied", "Rows copied by the full dump", lines, Live.Known::rowsCopied));
        all.metricSnapshot(
                known("godwit_bytes_copied", "Encoded bytes copied by the full dump", lines, Live.Known::bytesCopied));
        all.metricSnapshot(known(
                "godwit_changes_applied",
                "Row changes applied since this server started",
                lines,
                known -> known.changesBefore()
                        + (known.stream() == null ? 0 : known.stream().applied())));
        all.metricSnapshot(known(
                "godwit_retries", "Failures that were retried since this server started", lines, Live.Known::retries));
        all.metricSnapshot(streamed(
                "godwit_lag_bytes",
                "Log of the source not yet applied",
                lines,
                progress -> progress.lag().bytes()));
        all.metricSnapshot(streamed(
                "godwit_lag_seconds",
                "Age of the oldest commit not yet applied",
                lines,
                progress -> progress.lag().time().toMillis() / 1000.0));
        all.metricSnapshot(streamed(
                "godwit_changes_on_their_way",
                "Row changes received that are not applied, filtered or coalesced yet",
                lines,
                progress -> progress.received() - progress.applied() - progress.filtered() - progress.coalesced()));
        Map<String, Integer> waiting = new HashMap<>();
        jobs.forEach(job -> waiting.putAll(service.undecided(job)));
        all.metricSnapshot(lined(
                "godwit_waiting_tables",
                "Tables whose definition changed and about which somebody has to decide",
                lines,
                line -> Optional.ofNullable(waiting.get(line.database().id())).map(Integer::doubleValue)));
        verified(all, lines);
        costs(all, lines);
        machine(all);
        return all.build();
    }

    /** Of continuous verifications that are at work here. */
    private void verified(MetricSnapshots.Builder all, List<Line> lines) {
        Map<String, VerificationRecord.Coverage> coverage = new HashMap<>();
        service.continuousVerifications().forEach(each -> {
            VerificationRecord.@Nullable Coverage now = each.coverage();
            if (now != null) {
                coverage.put(each.database(), now);
            }
        });
        Function<Line, Optional<VerificationRecord.Coverage>> known =
                line -> Optional.ofNullable(coverage.get(line.database().id()));
        all.metricSnapshot(lined(
                "godwit_verification_coverage_ratio",
                "Share of the tables that the continuous verification has verified at least once",
                lines,
                line -> known.apply(line).map(now -> now.tables() == 0 ? 1.0 : (double) now.covered() / now.tables())));
        all.metricSnapshot(lined(
                "godwit_verification_age_seconds",
                "How long ago the table was verified that was so longest ago",
                lines,
                line -> known.apply(line)
                        .flatMap(now -> Optional.ofNullable(now.eldest()))
                        .map(eldest -> Math.max(
                                        0,
                                        Duration.between(eldest, Instant.now()).toMillis())
                                / 1000.0)));
        all.metricSnapshot(lined(
                "godwit_verification_different_tables",
                "Tables that differed when they were last verified",
                lines,
                line -> known.apply(line).map(now -> (double) now.different())));
        Function<Line, Optional<VerificationRecord.Definitions>> definitions =
                line -> known.apply(line).flatMap(now -> Optional.ofNullable(now.definitions()));
        all.metricSnapshot(lined(
                "godwit_verification_definitions_age_seconds",
                "How long ago definitions were compared",
                lines,
                line -> definitions
                        .apply(line)
                        .map(seen -> Duration.between(seen.at(), Instant.now()).toMillis() / 1000.0)));
        all.metricSnapshot(lined(
                "godwit_verification_different_definitions",
                "Definitions of the source that were missing on the target, or others there",
                lines,
                line -> definitions.apply(line).map(seen -> (double) seen.different())));
    }

    /** Of jobs at rest, too: their sources keep log as well. */
    private static void costs(MetricSnapshots.Builder all, List<Line> lines) {
        all.metricSnapshot(
                lined("godwit_retained_log_bytes", "Log the source keeps for the migration", lines, Line::retained));
        all.metricSnapshot(cost(
                "godwit_retained_log_budget_bytes",
                "How much log the source may keep for the migration",
                lines,
                seen -> seen.retention().bytes() == 0
                        ? null
                        : (Double) (double) seen.retention().bytes()));
        all.metricSnapshot(cost(
                "godwit_retained_log_level",
                "0 within the budget, 1 near it or near the source's own limit, 2 at the budget",
                lines,
                Retentions::level));
        all.metricSnapshot(cost(
                "godwit_source_horizon_transactions",
                "How many transactions ago the oldest view was taken that the migration holds open on the source",
                lines,
                Retentions::horizon));
        all.metricSnapshot(cost(
                "godwit_source_holders",
                "Other transactions, open for long, that hold up the source",
                lines,
                Retentions::holderCount));
    }

    private static GaugeSnapshot cost(
            String name, String help, List<Line> lines, Function<SourceStanding, @Nullable Double> value) {
        return lined(name, help, lines, line -> line.source().flatMap(seen -> Optional.ofNullable(value.apply(seen))));
    }

    private static GaugeSnapshot lined(
            String name, String help, List<Line> lines, Function<Line, Optional<Double>> value) {
        var gauge = GaugeSnapshot.builder().name(name).help(help);
        for (Line line : lines) {
            value.apply(line)
                    .ifPresent(number -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .labels(line.labels())
                            .value(number)
                            .build()));
        }
        return gauge.build();
    }

    private List<Job> jobs() {
        var query =
                new JobQuery(List.of(), SHOWN, Set.of(), Set.of(), Map.of(), "", JobQuery.Sort.NAME, false, 1, PAGE);
        var jobs = new ArrayList<Job>();
        Page<Job> page;
        int number = 1;
        do {
            page = service.jobs(query.at(number++, PAGE));
            jobs.addAll(page.items());
        } while (jobs.size() < page.total() && !page.items().isEmpty());
        return jobs;
    }

    private static GaugeSnapshot jobs(List<Job> jobs) {
        var gauge = GaugeSnapshot.builder().name("godwit_jobs").help("Jobs that are not over, by status");
        Map<Status, Long> counts = jobs.stream().collect(Collectors.groupingBy(Job::status, Collectors.counting()));
        for (Status status : SHOWN) {
            gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("status", status.name()))
                    .value(counts.getOrDefault(status, 0L))
                    .build());
        }
        return gauge.build();
    }

    private static GaugeSnapshot states(List<Line> lines) {
        var gauge = GaugeSnapshot.builder()
                .name("godwit_database_state")
                .help("1 for the status and phase that a database is in");
        for (Line line : lines) {
            var state = line.database().state();
            gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(line.labels()
                            .merge(Labels.of(
                                    "status",
                                    state.status().name(),
                                    "phase",
                                    state.phase().name())))
                    .value(1)
                    .build());
        }
        return gauge.build();
    }

    private static CounterSnapshot known(
            String name, String help, List<Line> lines, ToDoubleFunction<Live.Known> value) {
        var counter = CounterSnapshot.builder().name(name).help(help);
        for (Line line : lines) {
            line.known()
                    .ifPresent(known -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                            .labels(line.labels())
                            .value(value.applyAsDouble(known))
                            .build()));
        }
        return counter.build();
    }

    private static GaugeSnapshot streamed(
            String name, String help, List<Line> lines, ToDoubleFunction<StreamProgress> value) {
        var gauge = GaugeSnapshot.builder().name(name).help(help);
        for (Line line : lines) {
            line.stream()
                    .ifPresent(progress -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .labels(line.labels())
                            .value(value.applyAsDouble(progress))
                            .build()));
        }
        return gauge.build();
    }

    /** Names as Prometheus' own clients for Java give them. */
    private static void machine(MetricSnapshots.Builder all) {
        var memory = ManagementFactory.getMemoryMXBean();
        gauge(all, "jvm_memory_heap_used_bytes", "Heap in use", (double)
                memory.getHeapMemoryUsage().getUsed());
        gauge(all, "jvm_memory_heap_max_bytes", "Largest heap", (double)
                memory.getHeapMemoryUsage().getMax());
        gauge(
                all,
                "jvm_threads_current",
                "Platform threads",
                ManagementFactory.getThreadMXBean().getThreadCount());
        double collecting = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        gauge(all, "jvm_gc_seconds", "Time spent collecting garbage", collecting / 1000);
        gauge(
                all,
                "process_uptime_seconds",
                "Since the server's start",
                ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0);
    }

    private static void gauge(MetricSnapshots.Builder all, String name, String help, double value) {
        all.metricSnapshot(GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value(value)
                        .build())
                .build());
    }
}
