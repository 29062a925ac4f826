package dev.godwit.server;

import dev.godwit.api.DecisionRequest;
import dev.godwit.api.WaitingView;
import dev.godwit.core.TableName;
import dev.godwit.pipeline.Decision;
import dev.godwit.service.DecisionAsk;
import dev.godwit.service.MigrationService;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables that wait since their definition changed: which, and what becomes of them. */
final class WaitingRoutes {

    private static final int ACCEPTED = 202;
    private static final String PATH = JobRoutes.JOB + "/databases/{database}/waiting";

    private final MigrationService service;
    private final Repeats repeats;

    WaitingRoutes(MigrationService service, Repeats repeats) {
        this.service = service;
        this.repeats = repeats;
    }

    List<Route> routes() {
        return List.of(Route.get(PATH, this::list), Route.post(PATH, repeats.once(this::decide)));
    }

    private void list(Context request) {
        Answers.json(request, waiting(request));
    }

    private List<WaitingView> waiting(Context request) {
        var job = service.job(JobRoutes.job(request));
        var database = job.database(request.pathParam("database"));
        return Waitings.view(service.waiting(job).getOrDefault(database.id(), List.of()));
    }

    private void decide(Context request) {
        var asked = Bodies.read(request, DecisionRequest.class);
        var ask = new DecisionAsk(
                request.pathParam("database"), new TableName(asked.schema(), asked.table()), decision(asked));
        service.decide(JobRoutes.job(request), ask, JobRoutes.caller(request));
        request.status(ACCEPTED);
        Answers.json(request, waiting(request));
    }

    private static Decision decision(DecisionRequest asked) {
        var kind = Words.choice("decision", asked.decision(), Decision.Kind.class);
        @Nullable String statement = asked.statement();
        boolean given = statement != null && !statement.isBlank();
        if (given != (kind == Decision.Kind.APPLY)) {
            throw Bodies.invalid(
                    given ? "a statement is only for the decision apply" : "the decision apply needs a statement");
        }
        return switch (kind) {
            case COPY -> Decision.copy();
            case EXCLUDE -> Decision.exclude();
            case APPLY -> Decision.apply(statement == null ? "" : statement.strip());
        };
    }
}
