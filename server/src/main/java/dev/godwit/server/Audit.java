package dev.godwit.server;

import dev.godwit.core.Failure;
import dev.godwit.service.AuditEntry;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Writes down who asked for what; what is done to jobs, the service writes down itself, with the change. */
final class Audit {

    private final Consumer<AuditEntry> trail;

    Audit(Consumer<AuditEntry> trail) {
        this.trail = trail;
    }

    /** Does something and writes that down; or writes down why it was refused. */
    <T> T did(Context request, String action, String subject, Supplier<T> work) {
        T result;
        try {
            result = work.get();
        } catch (Failure e) {
            refused(request, action, subject, e);
            throw e;
        }
        write(request, action, subject, "done");
        return result;
    }

    void refused(Context request, String action, String subject, Failure failure) {
        write(
                request,
                action,
                subject,
                "refused: " + failure.code().id() + " " + failure.code().title());
    }

    private void write(Context request, String action, String subject, String outcome) {
        write(Visitor.of(request).name(), action, subject, outcome + " (from " + request.ip() + ")", request);
    }

    private void write(String who, String action, String subject, String outcome, Context request) {
        trail.accept(new AuditEntry(
                Instant.now().truncatedTo(ChronoUnit.MICROS), who, action, subject, outcome, RequestIds.of(request)));
    }

    /** Somebody tried a token that opens nothing. */
    void signInFailed(String address) {
        trail.accept(new AuditEntry(
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                "nobody",
                "sign in",
                "",
                "refused (from " + address + ")",
                null));
    }
}
