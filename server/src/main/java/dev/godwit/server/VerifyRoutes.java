package dev.godwit.server;

import dev.godwit.api.DifferencePage;
import dev.godwit.api.VerdictPage;
import dev.godwit.api.VerificationPage;
import dev.godwit.api.VerifyRequest;
import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.core.Selection;
import dev.godwit.core.Side;
import dev.godwit.core.spi.KeyRange;
import dev.godwit.pipeline.Limit;
import dev.godwit.pipeline.RowDifference;
import dev.godwit.pipeline.TableVerdict;
import dev.godwit.service.Action;
import dev.godwit.service.Availability;
import dev.godwit.service.Job;
import dev.godwit.service.MigrationService;
import dev.godwit.service.Passwords;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.VerificationRecord;
import dev.godwit.service.VerifyAsk;
import dev.godwit.service.access.Role;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Verifications of a job: asked for, followed, looked at. */
final class VerifyRoutes {

    private static final int ACCEPTED = 202;
    /** Bytes a second that any server has to spare: who wants more says so. */
    private static final long GENTLE = 16L << 20;

    private static final String ALL = JobRoutes.JOB + "/verifications";
    private static final String ONE = ALL + "/{verification}";
    /** The worst first. */
    private static final List<String> VERDICTS =
            List.of("DIFFERENT", "UNSETTLED", "NOT_VERIFIED", "NOT_FOLLOWED", "EQUAL");

    private final MigrationService service;
    private final Repeats repeats;

    VerifyRoutes(MigrationService service, Repeats repeats) {
        this.service = service;
        this.repeats = repeats;
    }

    List<Route> routes() {
        return List.of(
                Route.post(JobRoutes.JOB + "/verify", repeats.once(this::verify)),
                Route.get(ALL, this::list),
                Route.get(ONE, this::show),
                Route.get(ONE + "/tables", this::tables),
                Route.get(ONE + "/differences", this::differences),
                Route.post(ONE + "/stop", repeats.once(this::stop)));
    }

    private Job job(Context request) {
        return service.job(JobRoutes.job(request));
    }

    private VerificationRecord verification(Context request) {
        return service.verification(JobRoutes.job(request), request.pathParam("verification"));
    }

    private void verify(Context request) {
        var asked = Bodies.read(request, VerifyRequest.class);
        var job = job(request);
        var passwords = new Passwords(secret(asked.sourcePassword()), secret(asked.targetPassword()));
        if (ActionRoutes.byAddress(job) && Availability.of(job).available().contains(Action.VERIFY)) {
            Set<Side> missing = service.passwordsMissing(job.id(), passwords);
            if (!missing.isEmpty()) {
                Problems.passwordNeeded(request, missing);
                return;
            }
        }
        var begun = service.verify(job.id(), ask(asked), passwords, JobRoutes.caller(request));
        request.status(ACCEPTED);
        Answers.json(request, page(job, begun, begun.size(), 1, Math.max(1, begun.size())));
    }

    private static @Nullable Secret secret(@Nullable String password) {
        return password == null ? null : new Secret(password);
    }

    private static VerifyAsk ask(VerifyRequest asked) {
        boolean continuous = Boolean.TRUE.equals(asked.continuous());
        return new VerifyAsk(
                or(asked.databases()),
                new Selection(or(asked.tables()), or(asked.excludeTables())),
                new KeyRange(or(asked.from()), or(asked.to())),
                Boolean.TRUE.equals(asked.values()),
                Boolean.TRUE.equals(asked.repair()),
                continuous,
                new Limit(or(asked.rowsPerSecond(), 0), or(asked.bytesPerSecond(), continuous ? GENTLE : 0)));
    }

    private static long or(@Nullable Long number, long otherwise) {
        return number == null ? otherwise : Math.max(0, number);
    }

    private static List<String> or(@Nullable List<String> list) {
        return Objects.requireNonNullElse(list, List.of());
    }

    private void list(Context request) {
        var job = job(request);
        var page = service.verifications(job.id(), Queries.page(request), Queries.size(request));
        Answers.json(request, page(job, page.items(), page.total(), page.page(), page.size()));
    }

    private static VerificationPage page(Job job, List<VerificationRecord> records, long total, int page, int size) {
        var views = records.stream().map(each -> Verifications.view(job, each)).toList();
        return new VerificationPage(views, total, page, size, Instant.now());
    }

    private void show(Context request) {
        Answers.json(request, Verifications.view(job(request), verification(request)));
    }

    private void tables(Context request) {
        String verdict = Queries.text(request, "verdict", "").toUpperCase(Locale.ROOT);
        String search = Queries.text(request, "search", "").toLowerCase(Locale.ROOT);
        List<VerdictPage.Verdict> all = service.verified(verification(request)).stream()
                .filter(line -> verdict.isEmpty() || line.verdict().equals(verdict))
                .filter(line -> line.table().toLowerCase(Locale.ROOT).contains(search))
                .sorted(Comparator.comparingInt((VerificationRecord.Line line) -> VERDICTS.indexOf(line.verdict()))
                        .thenComparing(VerificationRecord.Line::table))
                .map(Verifications::verdict)
                .toList();
        int page = Queries.page(request);
        int size = Queries.size(request);
        var items = all.stream().skip((page - 1L) * size).limit(size).toList();
        Answers.json(request, new VerdictPage(items, all.size(), page, size, Instant.now()));
    }

    private void differences(Context request) {
        var verification = verification(request);
        String table = Queries.text(request, "table", "");
        String kind = Queries.text(request, "kind", "").toUpperCase(Locale.ROOT);
        int page = Queries.page(request);
        int size = Queries.size(request);
        if (Boolean.parseBoolean(Queries.text(request, "values", "false"))) {
            Visitor.of(request).needs(Role.OPERATOR);
            Answers.json(request, withValues(verification, table, kind, page, size));
            return;
        }
        var found = service.differences(verification, table, kind, page, size);
        var items = found.items().stream().map(Verifications::difference).toList();
        Answers.json(request, new DifferencePage(items, found.total(), page, size, Instant.now()));
    }

    private DifferencePage withValues(VerificationRecord verification, String table, String kind, int page, int size) {
        List<TableVerdict> verdicts = service.values(verification)
                .orElseThrow(() -> Failure.of(ServiceFailure.VALUES_NOT_KEPT)
                        .found("those of %s", verification.id())
                        .build());
        List<DifferencePage.Difference> all = verdicts.stream()
                .filter(verdict -> table.isEmpty() || verdict.table().toString().equals(table))
                .flatMap(verdict -> verdict.rows().stream()
                        .filter(row -> kind.isEmpty() || row.kind() == RowDifference.Kind.valueOf(kind))
                        .map(row -> Verifications.difference(verdict.table(), row)))
                .toList();
        var items = all.stream().skip((page - 1L) * size).limit(size).toList();
        return new DifferencePage(items, all.size(), page, size, Instant.now());
    }

    private void stop(Context request) {
        var verification = verification(request);
        service.stopVerification(JobRoutes.job(request), verification.id(), JobRoutes.caller(request));
        request.status(ACCEPTED);
        Answers.json(request, Verifications.view(job(request), verification(request)));
    }
}
