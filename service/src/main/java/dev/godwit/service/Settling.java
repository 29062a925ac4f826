package dev.godwit.service;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Status;
import dev.godwit.pipeline.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Draws the conclusion when a run of a database is over. Each method answers whether its status demands more. */
final class Settling {

    /** A run that ends in one of these was interrupted for it. */
    private static final Set<Status> OTHER_PLANS = Set.of(Status.ENDING, Status.RESTARTING, Status.DELETING);

    private static final String KEPT = "Stopped; position and progress are kept";

    private final Parts parts;
    private final Run run;
    private final BooleanSupplier leaves;

    /** @param leaves whether the status is to stay, for whoever goes on */
    Settling(Parts parts, Run run, BooleanSupplier leaves) {
        this.parts = parts;
        this.run = run;
        this.leaves = leaves;
    }

    /** The migration came to its end, or was stopped. */
    boolean reported(Report report) {
        run.keepFindings();
        parts.tables().keep(run.job().id(), run.database());
        keep(report);
        return switch (report.outcome()) {
            case EQUAL -> completed("Completed; both sides are equal", report);
            case OVERRIDDEN -> completed("Completed in spite of differences; see the report", report);
            case VALIDATED -> validated(report);
            case VALIDATION_FAILED -> validationFailed(report);
            case DIFFERENT -> failed(differing(report), report);
            case STOPPED -> stopped(report);
        };
    }

    private boolean completed(String text, Report report) {
        if (!run.turn(Happening.COMPLETED, text, each -> each.leaving(report.leftToDo()))) {
            run.change(text, each -> Optional.of(each.released().leaving(report.leftToDo())));
        }
        parts.data().clean(run.job().id(), run.database());
        tell(report, report.leftToDo());
        return again();
    }

    private boolean validated(Report report) {
        String text = "Validated; nothing forbids the start";
        return returned(text) || settle(Happening.VALIDATED, text, each -> each, report);
    }

    private boolean validationFailed(Report report) {
        return returned("Validation found what forbids a start")
                || failed(failure(CoreFailure.VALIDATION_FAILED, "see the findings"), report);
    }

    /** A migration that has begun goes back to where it stood before it was validated. */
    private boolean returned(String text) {
        var done = new boolean[1];
        run.change(text, each -> {
            @Nullable Wish wish = each.wish();
            @Nullable State then = wish == null ? null : wish.then();
            if (!each.validates() || then == null || OTHER_PLANS.contains(each.status())) {
                return Optional.empty();
            }
            done[0] = true;
            return Optional.of(each.in(then, Moments.now()));
        });
        if (done[0]) {
            tell(null, List.of());
        }
        return false;
    }

    private static Failure differing(Report report) {
        Optional<Finding> definitions = report.findings().stream()
                .filter(finding -> finding.code() == CoreFailure.DEFINITIONS_MISSING)
                .findFirst();
        if (definitions.isPresent()) {
            return failure(CoreFailure.DEFINITIONS_MISSING, definitions.get().found());
        }
        long tables = report.tables().stream().filter(table -> !table.equal()).count();
        return failure(
                CoreFailure.DATA_DIFFER,
                "%d of %d tables differ".formatted(tables, report.tables().size()));
    }

    private static Failure failure(CoreFailure code, String found) {
        return Failure.of(code).found("%s", found).build();
    }

    /** It was stopped before it ran, or its server died while it stopped. */
    boolean stopped() {
        return stopped(null);
    }

    private boolean stopped(@Nullable Report report) {
        if (leaves.getAsBoolean() && run.now().status() != Status.STOPPING) {
            return false;
        }
        return again() || settle(Happening.STOPPED, KEPT, each -> each.begun(true), report);
    }

    /** Taken over while it ran: this server begins where the other one was. */
    boolean adopted() {
        return run.turn(Happening.ADOPTED, "Goes on", each -> each);
    }

    /** The migration, or its ending, failed. */
    boolean failed(Failure failure) {
        if (failure.code() == CoreFailure.INTERRUPTED) {
            return stopped(null);
        }
        return failed(failure, null);
    }

    /** What was on the target before may be there in part: nothing but another restart helps. */
    boolean notWiped(Failure failure) {
        if (OTHER_PLANS.contains(run.now().status()) && run.now().status() != Status.RESTARTING) {
            return false;
        }
        var cause = Cause.of(failure).lasting();
        String text = failure.code().id() + ": " + failure.found();
        run.turn(Happening.FAILED, text, each -> each.because(cause));
        tell(null, List.of());
        return false;
    }

    private boolean failed(Failure failure, @Nullable Report report) {
        var status = run.now().status();
        if (run.now().frees()) {
            return true;
        }
        if (status == Status.RESTARTING || status == Status.DELETING || (status == Status.ENDING && report != null)) {
            return true;
        }
        run.keepFindings();
        var cause = Cause.of(failure);
        boolean held = failure.code() != CoreFailure.VALIDATION_FAILED;
        return settle(
                Happening.FAILED,
                failure.code().id() + ": " + failure.found(),
                each -> (held ? each.begun(true) : each).because(cause),
                report);
    }

    private boolean settle(Happening happening, String text, UnaryOperator<JobDatabase> more, @Nullable Report report) {
        run.turn(happening, text, more);
        tell(report, report == null ? List.of() : report.leftToDo());
        return again();
    }

    private boolean again() {
        var database = run.now();
        return OTHER_PLANS.contains(database.status()) || database.frees();
    }

    /** Stopped because of what its source kept for it, which is released. */
    boolean freed(@Nullable Cause known) {
        var cause = known == null ? Cause.of(failure(CoreFailure.SOURCE_FREED, "see the timeline")) : known;
        String text = cause.code() + ": " + cause.found() + "; the source is free of the job now";
        return settle(Happening.FAILED, text, each -> each.begun(true).because(cause), null);
    }

    /** Stopped, and the source could not be released: that is tried again when the source is looked at. */
    boolean notFreed(Failure failure) {
        String text = "Stopped; the source is not free yet: %s (%s)"
                .formatted(failure.found(), failure.code().id());
        return settle(Happening.STOPPED, text, each -> each.begun(true), null);
    }

    /** The migration was given up. */
    boolean ended(List<String> leftToDo, boolean removed) {
        String text = removed
                ? "Removed from the job"
                : leftToDo.isEmpty()
                        ? "Ended; nothing is left of Godwit on either side"
                        : "Ended; see what is left to do";
        run.turn(Happening.ENDED, text, each -> {
            var over = each.leaving(leftToDo);
            return removed ? over.takenOut() : over;
        });
        parts.data().clean(run.job().id(), run.database());
        tell(null, leftToDo);
        return again();
    }

    /** Nothing of it is left; with the last database the job is forgotten. */
    boolean deleted(List<String> leftToDo) {
        var job = run.change("Released", each -> Optional.of(each.released().leaving(leftToDo)));
        parts.deletion().finish(job);
        return false;
    }

    /** Not even the store could be told; those who watch in this process are. */
    void lost(Failure failure) {
        var state = new State(Status.FAILED, run.job().state().phase());
        var job = run.job()
                .with(run.database(), each -> each.in(state, Moments.now()).because(Cause.of(failure)));
        run.publish(new Update.Settled(job, run.database(), null, null, List.of()));
    }

    /** Before the state changes: whoever sees that can read the report. */
    private void keep(Report report) {
        var job = run.job();
        String text = parts.format().write(job, job.database(run.database()), report);
        parts.store().keep(job.id(), run.database(), JobStore.Kind.REPORT, text);
        parts.data().write(parts.data().report(job.id(), run.database()), text);
    }

    private void tell(@Nullable Report report, List<String> leftToDo) {
        var job = run.job();
        @Nullable Path file = report == null ? null : parts.data().report(job.id(), run.database());
        run.publish(new Update.Settled(job, run.database(), report, file, leftToDo));
    }
}
