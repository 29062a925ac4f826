package dev.godwit.server;

import dev.godwit.api.ActionRequest;
import dev.godwit.api.ActionResult;
import dev.godwit.api.ApiPaths;
import dev.godwit.api.BatchRequest;
import dev.godwit.api.BatchResult;
import dev.godwit.api.FailureView;
import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.core.Side;
import dev.godwit.core.Status;
import dev.godwit.service.Action;
import dev.godwit.service.ActionOptions;
import dev.godwit.service.Availability;
import dev.godwit.service.Caller;
import dev.godwit.service.Job;
import dev.godwit.service.JobDatabase;
import dev.godwit.service.JobQuery;
import dev.godwit.service.MigrationService;
import dev.godwit.service.Passwords;
import dev.godwit.service.Place;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a person does to a job, or to many. */
final class ActionRoutes {

    private static final int ACCEPTED = 202;
    private static final Set<Action> SIGN_IN = EnumSet.of(
            Action.START, Action.RESUME, Action.RETRY, Action.RESTART, Action.END, Action.VALIDATE, Action.VERIFY);
    /** These release what was begun, and only that. */
    private static final Set<Action> RELEASE = EnumSet.of(Action.DELETE, Action.REMOVE);
    /** Jobs that are read at once. */
    private static final int BATCH = 1000;

    private final MigrationService service;
    private final JobViews views;
    private final Repeats repeats;

    ActionRoutes(MigrationService service, JobViews views, Repeats repeats) {
        this.service = service;
        this.views = views;
        this.repeats = repeats;
    }

    List<Route> routes() {
        return List.of(
                Route.post(JobRoutes.JOB + "/actions/{action}", repeats.once(this::act)),
                Route.delete(JobRoutes.JOB, repeats.once(this::delete)),
                Route.post(ApiPaths.JOBS + "/actions/{action}", repeats.once(this::batch)));
    }

    static Action action(Context request) {
        var action = Words.choice("action", request.pathParam("action"), Action.class);
        if (action == Action.EDIT) {
            throw Bodies.invalid("a job is edited by PUT or PATCH");
        }
        return action;
    }

    private void act(Context request) {
        var asked = Bodies.readOr(request, ActionRequest.class, ActionRequest.NONE);
        act(request, action(request), asked);
    }

    private void delete(Context request) {
        request.status(ACCEPTED);
        act(request, Action.DELETE, ActionRequest.NONE);
    }

    private void act(Context request, Action action, ActionRequest asked) {
        var job = service.job(JobRoutes.job(request));
        var options = options(asked, Answers.seen(request), JobRoutes.caller(request));
        if (signsIn(job, action, options) && byAddress(job) && allowed(job, action)) {
            Set<Side> missing = service.passwordsMissing(job.id(), options.passwords());
            if (!missing.isEmpty()) {
                Problems.passwordNeeded(request, missing);
                return;
            }
        }
        var refused = refused(job, action, options);
        var after = service.act(job.id(), action, options);
        Answers.json(request, new ActionResult(views.job(after), refused), after.version());
    }

    private static boolean signsIn(Job job, Action action, ActionOptions options) {
        boolean releases = RELEASE.contains(action) && job.begun() && options.ending() != ActionOptions.EndMode.FORCE;
        return SIGN_IN.contains(action) || releases;
    }

    /** Only such jobs may miss a password: profiles have theirs. */
    static boolean byAddress(Job job) {
        return job.spec().source() instanceof Place.Address || job.spec().target() instanceof Place.Address;
    }

    private static boolean allowed(Job job, Action action) {
        return Availability.of(job).available().contains(action);
    }

    private static List<ActionResult.RefusedDatabase> refused(Job job, Action action, ActionOptions options) {
        List<JobDatabase> asked = options.databases().isEmpty()
                ? job.present()
                : options.databases().stream().map(job::database).toList();
        return asked.stream()
                .flatMap(database -> {
                    @Nullable String reason = Availability.of(job, database).unavailable().get(action);
                    return reason == null
                            ? java.util.stream.Stream.empty()
                            : java.util.stream.Stream.of(new ActionResult.RefusedDatabase(database.source(), reason));
                })
                .toList();
    }

    static ActionOptions options(ActionRequest asked, @Nullable Long version, Caller caller) {
        ActionRequest.@Nullable Overriding override = asked.override();
        if (override != null && (override.reason() == null || override.reason().isBlank())) {
            throw Bodies.invalid("override.reason", "override.reason is needed: it is recorded");
        }
        return new ActionOptions(
                Objects.requireNonNullElse(asked.databases(), List.of()),
                new Passwords(secret(asked.sourcePassword()), secret(asked.targetPassword())),
                Words.choice("mode", asked.mode(), ActionOptions.EndMode.AUTO),
                override == null ? null : override.reason(),
                Boolean.TRUE.equals(asked.fallback()),
                version,
                caller);
    }

    private static @Nullable Secret secret(@Nullable String password) {
        return password == null ? null : new Secret(password);
    }

    private void batch(Context request) {
        var action = action(request);
        var asked = Bodies.read(request, BatchRequest.class);
        var more = Objects.requireNonNullElse(asked.action(), ActionRequest.NONE);
        if (more.sourcePassword() != null || more.targetPassword() != null) {
            throw Bodies.invalid("a batch takes no passwords: give its jobs profiles");
        }
        var options = options(more, null, JobRoutes.caller(request));
        var items = new ArrayList<BatchResult.Item>();
        for (MigrationService.Result result : service.actOnAll(which(asked), action, options)) {
            items.add(item(result));
        }
        unknown(asked, items);
        int done = (int) items.stream().filter(BatchResult.Item::done).count();
        Answers.json(request, new BatchResult(action.words(), done, items.size() - done, items));
    }

    private static JobQuery which(BatchRequest asked) {
        boolean any = asked.jobs() != null
                || asked.labels() != null
                || asked.status() != null
                || Boolean.TRUE.equals(asked.all());
        if (!any) {
            throw Bodies.invalid("say which jobs: by jobs, labels, status or all");
        }
        return new JobQuery(
                Objects.requireNonNullElse(asked.jobs(), List.of()),
                Queries.choices("status", Objects.requireNonNullElse(asked.status(), List.of()), Status.class),
                Set.of(),
                Set.of(),
                new TreeMap<>(Objects.requireNonNullElse(asked.labels(), new TreeMap<String, String>())),
                "",
                JobQuery.Sort.NAME,
                false,
                1,
                BATCH);
    }

    private static BatchResult.Item item(MigrationService.Result result) {
        @Nullable Job after = result.after();
        @Nullable Failure refusal = result.refusal();
        return new BatchResult.Item(
                result.id(),
                result.name(),
                refusal == null,
                after == null ? null : after.state().words(),
                after == null ? null : (Long) after.version(),
                refusal == null ? null : view(refusal));
    }

    private static FailureView view(Failure failure) {
        return new FailureView(failure.code().id(), failure.code().title(), failure.found(), failure.next());
    }

    /** Each that was named is answered for, whether or not it is there. */
    private void unknown(BatchRequest asked, List<BatchResult.Item> items) {
        for (String name : Objects.requireNonNullElse(asked.jobs(), List.<String>of())) {
            if (items.stream()
                    .noneMatch(item -> item.job().equals(name) || item.name().equals(name))) {
                try {
                    var other = service.job(name);
                    items.add(new BatchResult.Item(
                            other.id(),
                            other.name(),
                            false,
                            other.state().words(),
                            other.version(),
                            view(Bodies.invalid("it does not match the rest of what was asked for"))));
                } catch (Failure missing) {
                    items.add(new BatchResult.Item(name, name, false, null, null, view(missing)));
                }
            }
        }
    }
}
