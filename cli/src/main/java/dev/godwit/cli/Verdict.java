package dev.godwit.cli;

import dev.godwit.api.DatabaseView;
import dev.godwit.api.FailureView;
import dev.godwit.api.JobEvent;
import dev.godwit.api.JobView;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells from a job's state whether what was asked of it came about. */
final class Verdict {

    private Verdict() {}

    static Outcome of(Client client, Deed deed, JobView job, List<String> databases, Waiting waiting) {
        var own = job.databases().stream()
                .filter(database -> databases.isEmpty() || databases.contains(database.source()))
                .filter(database -> !database.removed())
                .toList();
        return switch (deed) {
            case START, RESUME, RETRY, RESTART, VERIFY -> failed(own) ? failure(job, own) : done(job, waiting);
            case STOP -> stopped(job, own, waiting);
            case PROMOTE, FALLBACK -> promoted(client, job, own, waiting);
            case END -> all(own, "ENDED") || job.status().equals("ENDED") ? done(job, waiting) : failure(job, own);
            case REMOVE -> own.isEmpty() || all(own, "ENDED") ? done(job, waiting) : failure(job, own);
            case DELETE -> failure(job, own);
            case VALIDATE -> validated(client, job, own, waiting);
        };
    }

    private static boolean all(List<DatabaseView> databases, String status) {
        return !databases.isEmpty()
                && databases.stream().allMatch(database -> database.status().equals(status));
    }

    private static boolean failed(List<DatabaseView> databases) {
        return databases.stream().anyMatch(database -> database.status().equals("FAILED"));
    }

    private static Outcome done(JobView job, Waiting waiting) {
        var tasks = new LinkedHashSet<>(waiting.leftToDo());
        if (Deed.isAtRest(job.status())) {
            job.databases().forEach(database -> tasks.addAll(database.leftToDo()));
        }
        return new Outcome(job.name(), Outcome.Kind.DONE, job.state(), null, null, null, List.copyOf(tasks));
    }

    private static Outcome stopped(JobView job, List<DatabaseView> own, Waiting waiting) {
        boolean aborted = job.status().startsWith("RUNNING");
        boolean rests = own.stream().anyMatch(database -> database.status().equals("STOPPED"));
        return aborted || rests ? done(job, waiting) : failure(job, own);
    }

    private static Outcome promoted(Client client, JobView job, List<DatabaseView> own, Waiting waiting) {
        if (all(own, "COMPLETED")) {
            String outcome = client.jobReport(job.name()).outcome();
            return outcome.equals("OVERRIDDEN")
                    ? new Outcome(
                            job.name(),
                            Outcome.Kind.DIFFERENT,
                            job.state(),
                            null,
                            "promoted in spite of a gap; the report has it",
                            "godwit job report " + Shell.word(job.name()),
                            waiting.leftToDo())
                    : done(job, waiting);
        }
        JobEvent.@Nullable Refused refusal = waiting.refusal();
        if (refusal != null) {
            String reason = "%s: %s (%s)".formatted(refusal.title(), refusal.found(), refusal.code());
            return new Outcome(
                    job.name(),
                    Outcome.Kind.NOT_PROMOTED,
                    job.state(),
                    refusal.code(),
                    reason,
                    refusal.next(),
                    List.of());
        }
        return failure(job, own);
    }

    private static Outcome validated(Client client, JobView job, List<DatabaseView> own, Waiting waiting) {
        boolean forbidden = "FAILED".equals(client.validation(job.name()).outcome());
        if (forbidden) {
            return new Outcome(
                    job.name(),
                    Outcome.Kind.FORBIDDEN,
                    job.state(),
                    null,
                    "something forbids the start",
                    "see what was found",
                    List.of());
        }
        return failed(own) ? failure(job, own) : done(job, waiting);
    }

    private static Outcome failure(JobView job, List<DatabaseView> own) {
        @Nullable FailureView failure = own.stream()
                .map(DatabaseView::failure)
                .filter(each -> each != null)
                .findFirst()
                .orElse(job.failure());
        return failure == null
                ? new Outcome(job.name(), Outcome.Kind.FAILED, job.state(), null, job.state(), null, List.of())
                : new Outcome(
                        job.name(),
                        Outcome.Kind.FAILED,
                        job.state(),
                        failure.code(),
                        "%s: %s (%s)".formatted(job.state(), failure.title(), failure.code()),
                        "godwit job show " + Shell.word(job.name()),
                        List.of());
    }
}
