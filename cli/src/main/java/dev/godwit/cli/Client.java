package dev.godwit.cli;

import dev.godwit.api.ActionRequest;
import dev.godwit.api.ActionResult;
import dev.godwit.api.ApiPaths;
import dev.godwit.api.BatchRequest;
import dev.godwit.api.BatchResult;
import dev.godwit.api.Created;
import dev.godwit.api.DecisionRequest;
import dev.godwit.api.DifferencePage;
import dev.godwit.api.DraftView;
import dev.godwit.api.JobPage;
import dev.godwit.api.JobReport;
import dev.godwit.api.JobRequest;
import dev.godwit.api.JobView;
import dev.godwit.api.LogView;
import dev.godwit.api.PreviewView;
import dev.godwit.api.RehearsalView;
import dev.godwit.api.ReportView;
import dev.godwit.api.TablePage;
import dev.godwit.api.TimelinePage;
import dev.godwit.api.ValidationView;
import dev.godwit.api.VerdictPage;
import dev.godwit.api.VerificationPage;
import dev.godwit.api.VerificationView;
import dev.godwit.api.VerifyRequest;
import dev.godwit.api.WaitingView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Speaks to a server about jobs. Every method throws a {@link Refusal} when the server refuses, or does not answer. */
final class Client implements AutoCloseable {

    private final Wire wire;

    Client(Wire wire) {
        this.wire = wire;
    }

    Wire wire() {
        return wire;
    }

    Created create(JobRequest request) {
        return wire.post(ApiPaths.JOBS, request, Created.class);
    }

    /** @param mediaType that of the document: the server reads it, so that it can name what it does not know */
    Created create(String document, String mediaType) {
        return wire.change("POST", ApiPaths.JOBS, mediaType, document, "", Created.class);
    }

    /** The command and the document that would make such a job. */
    DraftView draft(String document, String mediaType) {
        return wire.change("POST", ApiPaths.JOBS + "/draft", mediaType, document, "", DraftView.class);
    }

    JobView job(String idOrName) {
        return wire.get(path(idOrName), JobView.class);
    }

    Wire.Versioned<JobView> versioned(String idOrName) {
        return wire.versioned(path(idOrName), JobView.class);
    }

    JobPage jobs(Query query) {
        return wire.get(ApiPaths.JOBS + query, JobPage.class);
    }

    /** Changes the settings that are given. */
    JobView edit(String idOrName, String patch) {
        return wire.change("PATCH", path(idOrName), "application/merge-patch+json", patch, "", JobView.class);
    }

    /** Replaces all settings of the version that was seen. */
    JobView replace(String idOrName, String document, String etag) {
        return wire.change("PUT", path(idOrName), ApiPaths.YAML_TYPE, document, etag, JobView.class);
    }

    String document(String idOrName) {
        return wire.text(path(idOrName) + "/document");
    }

    JobView act(String id, String action, ActionRequest request) {
        return acted(id, action, request).job();
    }

    ActionResult acted(String id, String action, ActionRequest request) {
        return wire.post(path(id) + "/actions/" + action.toLowerCase(Locale.ROOT), request, ActionResult.class);
    }

    BatchResult batch(String action, BatchRequest request) {
        return wire.post(ApiPaths.JOBS + "/actions/" + action.toLowerCase(Locale.ROOT), request, BatchResult.class);
    }

    PreviewView preview(String idOrName, String action, Query query) {
        return wire.get(
                path(idOrName) + "/actions/" + action.toLowerCase(Locale.ROOT) + "/preview" + query, PreviewView.class);
    }

    /** The same with passwords, for a job whose passwords nobody keeps. */
    PreviewView preview(String idOrName, String action, ActionRequest request) {
        return wire.post(
                path(idOrName) + "/actions/" + action.toLowerCase(Locale.ROOT) + "/preview",
                request,
                PreviewView.class);
    }

    TablePage tables(String idOrName, Query query) {
        return wire.get(path(idOrName) + "/tables" + query, TablePage.class);
    }

    TimelinePage timeline(String idOrName, Query query) {
        return wire.get(path(idOrName) + "/timeline" + query, TimelinePage.class);
    }

    ValidationView validation(String idOrName) {
        return wire.get(path(idOrName) + "/validation", ValidationView.class);
    }

    VerificationPage verify(String idOrName, VerifyRequest request) {
        return wire.post(path(idOrName) + "/verify", request, VerificationPage.class);
    }

    VerificationPage verifications(String idOrName) {
        return wire.get(path(idOrName) + "/verifications", VerificationPage.class);
    }

    VerificationView verification(String idOrName, String id) {
        return wire.get(verificationPath(idOrName, id), VerificationView.class);
    }

    /** The first thousand tables, those that differ first. */
    VerdictPage verdicts(String idOrName, String id) {
        return wire.get(verificationPath(idOrName, id) + "/tables" + new Query().with("size", 1000), VerdictPage.class);
    }

    DifferencePage differences(String idOrName, String id, boolean values, int size) {
        var query = new Query().with("values", values ? "true" : null).with("size", size);
        return wire.get(verificationPath(idOrName, id) + "/differences" + query, DifferencePage.class);
    }

    VerificationView stopVerification(String idOrName, String id) {
        return wire.post(verificationPath(idOrName, id) + "/stop", null, VerificationView.class);
    }

    private static String verificationPath(String idOrName, String id) {
        return path(idOrName) + "/verifications/" + Query.encoded(id);
    }

    List<WaitingView> waiting(String idOrName, String database) {
        return List.of(wire.get(waitingPath(idOrName, database), WaitingView[].class));
    }

    List<WaitingView> decide(String idOrName, String database, DecisionRequest request) {
        return List.of(wire.post(waitingPath(idOrName, database), request, WaitingView[].class));
    }

    private static String waitingPath(String idOrName, String database) {
        return path(idOrName) + "/databases/" + Query.encoded(database) + "/waiting";
    }

    RehearsalView rehearsal(String idOrName) {
        return wire.get(path(idOrName) + "/rehearsal", RehearsalView.class);
    }

    JobReport jobReport(String idOrName) {
        return wire.get(path(idOrName) + "/report", JobReport.class);
    }

    /** The same as an HTML file that needs nothing else. */
    String reportPage(String idOrName) {
        return wire.page(path(idOrName) + "/report");
    }

    /** Of a job with one database. */
    ReportView report(String id) {
        return jobReport(id).databases().getFirst();
    }

    List<String> log(String idOrName, int lines) {
        return wire.get(path(idOrName) + "/log" + new Query().with("lines", lines), LogView.class)
                .lines();
    }

    /** The events of a job, from now on; the caller closes it. */
    EventReader events(String id) {
        var request = wire.to(path(id) + "/events").GET().build();
        HttpResponse<InputStream> response = wire.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() >= 300) {
            try (var body = response.body()) {
                throw wire.refused(new String(body.readAllBytes(), StandardCharsets.UTF_8), response.statusCode());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new EventReader(response.body());
    }

    private static String path(String id) {
        return ApiPaths.JOBS + "/" + Query.encoded(id);
    }

    @Override
    public void close() {
        wire.close();
    }
}
