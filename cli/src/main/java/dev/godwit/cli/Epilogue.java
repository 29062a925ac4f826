package dev.godwit.cli;

import dev.godwit.api.FailureView;
import dev.godwit.api.JobEvent;
import dev.godwit.api.JobView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command says when its job has come to rest. */
final class Epilogue {

    private final Screen screen;
    private final Output output;
    private final Client client;
    private final ErrorBlock errors;
    private final boolean lasting;

    /** @param lasting whether the job outlives this process, so that it can go on */
    Epilogue(Screen screen, Output output, Client client, boolean lasting) {
        this.lasting = lasting;
        this.screen = screen;
        this.output = output;
        this.client = client;
        this.errors = new ErrorBlock(screen.err(), output.err(screen));
    }

    void tell(JobView job, JobEvent.Result result, JobEvent.@Nullable Failed failure, List<JobEvent.Found> findings) {
        boolean onlyValidation = job.option().equals("VALIDATE");
        switch (result.outcome()) {
            case "EQUAL" -> report(job, result);
            case "VALIDATED" -> validated(findings);
            case "VALIDATION_FAILED" -> {
                if (onlyValidation) {
                    validated(findings);
                } else {
                    forbidden(findings);
                }
            }
            case "DIFFERENT" -> {
                report(job, result);
                failed(failure, then("give up: godwit job end %s (not promoted; exit 4)", job));
            }
            case "STOPPED" -> say(lasting ? stopped(job) : "Stopped.");
            case "ENDED" -> ended(job, result);
            default ->
                failed(failure, then("same command goes on where it was; give up: godwit job end %s (exit 1)", job));
        }
    }

    private String then(String pattern, JobView job) {
        return lasting ? pattern.formatted(job.name()) : "";
    }

    private static String stopped(JobView job) {
        String kept =
                job.mode().equals("ONLINE") ? "Position kept; the source keeps its log." : "Finished tables are kept.";
        return "%s Go on: same command. Give up: godwit job end %s".formatted(kept, job.name());
    }

    private void report(JobView job, JobEvent.Result result) {
        boolean shown = output.drawn(screen) && screen.outIsTerminal();
        new ReportAnswer(new Paper(screen.out(), output.out(screen), Integer.MAX_VALUE))
                .print(client.report(job.id()), result, !shown);
    }

    private void validated(List<JobEvent.Found> findings) {
        ValidationAnswer.print(screen.out(), output.out(screen), findings);
    }

    private void forbidden(List<JobEvent.Found> findings) {
        findings.stream()
                .filter(finding -> finding.severity().equals("FAILED"))
                .forEach(finding -> errors.print(finding, "same command again (nothing was changed; exit 3)"));
    }

    private void failed(JobEvent.@Nullable Failed failure, String then) {
        if (failure != null) {
            errors.print(new FailureView(failure.code(), failure.title(), failure.found(), failure.next()), then);
        }
    }

    private void ended(JobView job, JobEvent.Result result) {
        screen.out().println("Ended %s; nothing of Godwit is left on either side.".formatted(job.name()));
        result.leftToDo().forEach(task -> screen.out().println("  - " + task));
    }

    private void say(String text) {
        screen.err().println(output.err(screen).plain(text));
    }
}
