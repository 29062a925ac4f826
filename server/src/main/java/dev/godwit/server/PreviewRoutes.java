package dev.godwit.server;

import dev.godwit.api.ActionRequest;
import dev.godwit.api.PreviewView;
import dev.godwit.core.Failure;
import dev.godwit.pipeline.Preview;
import dev.godwit.pipeline.StreamProgress;
import dev.godwit.service.Action;
import dev.godwit.service.ActionOptions;
import dev.godwit.service.DatabasePreview;
import dev.godwit.service.Job;
import dev.godwit.service.MigrationService;
import dev.godwit.service.Passwords;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.Update;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an action would do, before anybody asks for it. */
final class PreviewRoutes {

    /** After these no resume brings back what was there. */
    private static final Set<Action> LOSES = EnumSet.of(Action.RESTART, Action.END, Action.DELETE, Action.REMOVE);

    private final MigrationService service;

    PreviewRoutes(MigrationService service) {
        this.service = service;
    }

    List<Route> routes() {
        String path = JobRoutes.JOB + "/actions/{action}/preview";
        return List.of(Route.get(path, this::preview), Route.post(path, this::previewWithPasswords));
    }

    private void preview(Context request) {
        answer(
                request,
                new ActionOptions(
                        request.queryParams("database"),
                        Passwords.NONE,
                        Words.choice("mode", request.queryParam("mode"), ActionOptions.EndMode.AUTO),
                        null,
                        null,
                        JobRoutes.caller(request)));
    }

    /** Where nobody keeps them, what is on the servers is seen only with these. */
    private void previewWithPasswords(Context request) {
        var asked = Bodies.readOr(request, ActionRequest.class, ActionRequest.NONE);
        answer(request, ActionRoutes.options(asked, null, JobRoutes.caller(request)));
    }

    private void answer(Context request, ActionOptions options) {
        var job = service.job(JobRoutes.job(request));
        Answers.json(request, view(job, ActionRoutes.action(request), options));
    }

    private PreviewView view(Job job, Action action, ActionOptions options) {
        try {
            List<DatabasePreview> previews = service.preview(job.id(), action, options);
            return new PreviewView(
                    action.name(),
                    true,
                    null,
                    LOSES.contains(action) && job.begun(),
                    job.version(),
                    Instant.now(),
                    previews.stream()
                            .flatMap(preview -> preview.warnings().stream())
                            .distinct()
                            .toList(),
                    previews.stream().map(preview -> database(job, preview)).toList());
        } catch (Failure refusal) {
            if (refusal.code() != ServiceFailure.ACTION_REFUSED) {
                throw refusal;
            }
            return new PreviewView(
                    action.name(), false, refusal.found(), false, job.version(), Instant.now(), List.of(), List.of());
        }
    }

    private PreviewView.DatabasePreview database(Job job, DatabasePreview preview) {
        Preview found = preview.preview();
        Preview.Drops drops = found.drops();
        @Nullable StreamProgress last = service.last(job, preview.database(), Update.Streamed.class)
                .map(Update.Streamed::progress)
                .orElse(null);
        return new PreviewView.DatabasePreview(
                preview.source(),
                drops.objects() == 0 ? null : new PreviewView.Drops(drops.objects(), drops.bytes(), drops.names()),
                found.sourceObjects(),
                found.notCopied(),
                found.leftByHand(),
                last == null ? null : (Long) last.lag().bytes(),
                last == null ? null : (Long) last.lag().time().toMillis(),
                last == null ? null : (Long) last.retainedBytes());
    }
}
