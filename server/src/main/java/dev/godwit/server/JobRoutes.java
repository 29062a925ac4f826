package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import dev.godwit.api.Created;
import dev.godwit.api.DraftView;
import dev.godwit.api.JobPage;
import dev.godwit.api.JobRequest;
import dev.godwit.api.Json;
import dev.godwit.service.Caller;
import dev.godwit.service.Edit;
import dev.godwit.service.Job;
import dev.godwit.service.MigrationService;
import dev.godwit.service.Passwords;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Jobs: the list, and the settings of each. */
final class JobRoutes {

    static final String JOB = ApiPaths.JOBS + "/{job}";
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final MigrationService service;
    private final JobSpecs specs;
    private final JobViews views;
    private final Repeats repeats;
    private final boolean attends;

    /** @param attends whether this is the server in the process of one command: its jobs are that command's */
    JobRoutes(MigrationService service, JobSpecs specs, JobViews views, Repeats repeats, boolean attends) {
        this.service = service;
        this.specs = specs;
        this.views = views;
        this.repeats = repeats;
        this.attends = attends;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ApiPaths.JOBS, this::list),
                Route.post(ApiPaths.JOBS, repeats.once(this::create)),
                Route.post(ApiPaths.JOBS + "/draft", this::draft).by(dev.godwit.service.access.Role.VIEWER),
                Route.get(JOB, this::show),
                Route.put(JOB, repeats.once(this::replace)),
                Route.patch(JOB, repeats.once(this::edit)),
                Route.get(JOB + "/document", this::document));
    }

    static String job(Context request) {
        return request.pathParam("job");
    }

    static Caller caller(Context request) {
        return new Caller(Visitor.of(request).name(), RequestIds.own(request));
    }

    private void list(Context request) {
        var page = service.jobs(Queries.jobs(request));
        Answers.json(
                request, new JobPage(views.items(page.items()), page.total(), page.page(), page.size(), Instant.now()));
    }

    private void create(Context request) {
        var asked = Bodies.read(request, JobRequest.class);
        var spec = specs.spec(asked);
        if (attends) {
            needed(asked);
            var created = service.goOnOrCreate(spec);
            request.status(created.goesOn() ? OK : CREATED);
            answer(request, new Created(views.job(created.job()), created.goesOn()), created.job());
            return;
        }
        var job = service.create(asked.name(), spec, Passwords.NONE, caller(request));
        request.status(CREATED);
        answer(request, new Created(views.job(job), false), job);
    }

    /** The process of one command keeps no drafts. */
    private static void needed(JobRequest asked) {
        if (asked.source() == null || asked.source().isBlank()) {
            throw Bodies.invalid("source", "source is needed");
        }
        if (asked.target() == null || asked.target().isBlank()) {
            throw Bodies.invalid("target", "target is needed");
        }
    }

    private static void answer(Context request, Object answer, Job job) {
        Answers.json(request, answer, job.version());
    }

    private void draft(Context request) {
        var asked = Bodies.read(request, JobRequest.class);
        var whole = specs.request(asked.name(), specs.spec(asked));
        var missing = new ArrayList<String>();
        if (whole.source() == null) {
            missing.add("source");
        }
        if (whole.target() == null) {
            missing.add("target");
        }
        String file = (whole.name() == null ? "job" : whole.name().replaceAll("[^A-Za-z0-9._-]+", "-")) + ".yaml";
        Answers.json(request, new DraftView("godwit job create -f " + file, Bodies.document(whole), missing));
    }

    private void show(Context request) {
        var job = service.job(job(request));
        // Not for a job that runs: its progress changes without its version.
        if (job.present().stream().noneMatch(database -> views.moves(database))
                && Answers.unchanged(request, job.version())) {
            return;
        }
        answer(request, views.job(job), job);
    }

    private void replace(Context request) {
        long seen = Answers.seenAtLast(request);
        change(request, Bodies.read(request, JobRequest.class), seen);
    }

    /** RFC 7396: keys that are given replace, null takes away, the others stay. */
    private void edit(Context request) {
        var job = service.job(job(request));
        @Nullable Long seen = Answers.seen(request);
        var before = Json.STRICT.<ObjectNode>valueToTree(specs.request(job.name(), job.spec()));
        var change = Bodies.read(request, ObjectNode.class);
        MergePatch.apply(before, change);
        change(
                request,
                Bodies.json(Json.STRICT.writeValueAsString(before), JobRequest.class),
                seen == null ? job.version() : seen);
    }

    private void change(Context request, JobRequest asked, long seen) {
        var job = service.job(job(request));
        Answers.current(request, job.version());
        var changed = service.edit(
                job.id(), new Edit(seen, asked.name(), specs.spec(asked), Passwords.NONE), caller(request));
        answer(request, views.job(changed), changed);
    }

    private void document(Context request) {
        var job = service.job(job(request));
        request.header("ETag", "\"" + job.version() + "\"")
                .contentType(ApiPaths.YAML_TYPE)
                .result(Bodies.document(specs.request(job.name(), job.spec())));
    }
}
