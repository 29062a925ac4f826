package dev.godwit.server;

import dev.godwit.api.ActionResult;
import dev.godwit.api.ApiPaths;
import dev.godwit.api.Created;
import dev.godwit.api.JobReport;
import dev.godwit.api.Json;
import dev.godwit.api.ReportView;
import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Side;
import dev.godwit.service.Action;
import dev.godwit.service.ActionOptions;
import dev.godwit.service.MigrationService;
import dev.godwit.service.ServiceFailure;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST API, as in openapi.yaml. */
final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final String JOB = ApiPaths.JOBS + "/{id}";
    private static final int CREATED = 201;

    private final MigrationService service;
    private final EventStream events;

    Routes(MigrationService service) {
        this.service = service;
        this.events = new EventStream(service);
    }

    void addTo(RoutesConfig routes) {
        routes.post(ApiPaths.JOBS, this::create);
        routes.get(JOB, request -> json(request, Views.job(service.job(request.pathParam("id")))));
        routes.post(JOB + "/actions/{action}", this::act);
        routes.get(JOB + "/events", events::serve);
        routes.get(JOB + "/report", this::report);
        routes.get(
                JOB + "/timeline",
                request -> json(
                        request,
                        service.timeline(request.pathParam("id"), 1, 1000).items().stream()
                                .map(Views::entry)
                                .toList()
                                .reversed()));
        routes.exception(Failure.class, (failure, request) -> Problems.answer(request, failure));
        routes.exception(HttpResponseException.class, (e, request) -> Problems.answer(request, unknown(request)));
        routes.exception(Exception.class, Routes::unforeseen);
    }

    private void create(Context request) {
        var created = service.goOnOrCreate(Requests.job(request.body()));
        request.status(created.goesOn() ? 200 : CREATED);
        json(request, new Created(Views.job(created.job()), created.goesOn()));
    }

    private void act(Context request) {
        String id = request.pathParam("id");
        var action = Requests.action(request.pathParam("action"));
        var passwords = Requests.passwords(request.body());
        if (action == Action.START || action == Action.RESUME || action == Action.END) {
            Set<Side> missing = service.passwordsMissing(id, passwords);
            if (!missing.isEmpty()) {
                Problems.passwordNeeded(request, missing);
                return;
            }
        }
        json(request, new ActionResult(Views.job(service.act(id, action, ActionOptions.with(passwords))), List.of()));
    }

    private void report(Context request) {
        String id = request.pathParam("id");
        String text = service.report(id)
                .orElseThrow(() -> Failure.of(ServiceFailure.JOB_NOT_FOUND)
                        .found("%s has no report yet", id)
                        .build());
        var report = Json.LENIENT.readValue(text, ReportView.class);
        json(request, new JobReport(report.job(), report.name(), report.outcome(), List.of(report)));
    }

    private static Failure unknown(Context request) {
        return Failure.of(ServiceFailure.JOB_NOT_FOUND)
                .found("nothing is at %s %s", request.method(), request.path())
                .build();
    }

    private static void unforeseen(Exception e, Context request) {
        LOG.error("A request failed unforeseen", e);
        Problems.answer(
                request,
                Failure.of(CoreFailure.UNEXPECTED)
                        .found("%s in %s %s", e.getClass().getSimpleName(), request.method(), request.path())
                        .build());
    }

    private static void json(Context request, Object answer) {
        request.contentType("application/json").result(Json.STRICT.writeValueAsBytes(answer));
    }
}
