package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a watch says when the job has come to rest. */
final class WatchEnd {

    /** The worst first. */
    private static final List<String> OUTCOMES =
            List.of("FAILED", "VALIDATION_FAILED", "DIFFERENT", "OVERRIDDEN", "STOPPED", "ENDED", "VALIDATED", "EQUAL");

    private final Screen screen;
    private final Output output;
    private final Client client;
    private final WatchStory story;
    private final Narrator narrator;

    WatchEnd(Screen screen, Output output, Client client, WatchStory story, Narrator narrator) {
        this.screen = screen;
        this.output = output;
        this.client = client;
        this.story = story;
        this.narrator = narrator;
    }

    /** Answers with the exit code. */
    int tell(String job) {
        String outcome = outcome(job);
        int exitCode =
                outcome.equals("STOPPED") || outcome.equals("NOT_STARTED") ? ExitCode.FAILED : ExitCode.of(outcome);
        narrator.close();
        if (output.json()) {
            narrator.tell(result(job, outcome, exitCode));
        } else {
            people(job);
        }
        return exitCode;
    }

    private String outcome(String job) {
        if (story.gone()) {
            return "ENDED";
        }
        return switch (story.status()) {
            case "COMPLETED" -> worst(reported(job));
            case "FAILED" -> story.phase().equals("VALIDATING") ? "VALIDATION_FAILED" : worstFailure();
            case "NOT_STARTED", "DRAFT" ->
                story.results().stream().anyMatch(result -> result.outcome().equals("VALIDATED"))
                        ? "VALIDATED"
                        : "NOT_STARTED";
            default -> story.status();
        };
    }

    private String worstFailure() {
        return story.results().stream().anyMatch(result -> result.outcome().equals("DIFFERENT"))
                ? "DIFFERENT"
                : "FAILED";
    }

    private String reported(String job) {
        if (!story.results().isEmpty()) {
            return "EQUAL";
        }
        try {
            return client.jobReport(job).outcome();
        } catch (Refusal refusal) {
            return "EQUAL"; // Completed, and its report is not here any more.
        }
    }

    private String worst(String least) {
        return OUTCOMES.stream()
                .filter(outcome -> outcome.equals(least)
                        || story.results().stream()
                                .anyMatch(result -> result.outcome().equals(outcome)))
                .findFirst()
                .orElse(least);
    }

    private JobEvent result(String job, String outcome, int exitCode) {
        var results = story.results();
        @Nullable String code = results.stream()
                .map(JobEvent.Result::code)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new JobEvent.Result(
                0,
                java.time.Instant.now(),
                job,
                null,
                outcome,
                exitCode,
                code,
                whole(JobEvent.Result::tables),
                whole(JobEvent.Result::tablesEqual),
                sum(JobEvent.Result::rows),
                sum(JobEvent.Result::bytes),
                sum(JobEvent.Result::changes),
                most(JobEvent.Result::durationMs),
                most(JobEvent.Result::writePauseMs),
                most(JobEvent.Result::comparePauseMs),
                results.size() == 1 ? results.getFirst().reportFile() : null,
                results.stream().flatMap(each -> each.leftToDo().stream()).toList());
    }

    private List<Long> values(Function<JobEvent.Result, @Nullable Long> part) {
        return story.results().stream().map(part).filter(Objects::nonNull).toList();
    }

    private @Nullable Long sum(Function<JobEvent.Result, @Nullable Long> part) {
        var values = values(part);
        return values.isEmpty()
                ? null
                : (Long) values.stream().mapToLong(Long::longValue).sum();
    }

    private @Nullable Long most(Function<JobEvent.Result, @Nullable Long> part) {
        var values = values(part);
        return values.isEmpty()
                ? null
                : (Long) values.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private @Nullable Integer whole(Function<JobEvent.Result, @Nullable Integer> part) {
        @Nullable Long sum = sum(result -> {
            @Nullable Integer value = part.apply(result);
            return value == null ? null : (Long) value.longValue();
        });
        return sum == null ? null : (Integer) sum.intValue();
    }

    private void people(String job) {
        var look = output.out(screen);
        var paper = new Paper(screen.out(), look, screen.outWidth());
        String name = Shell.word(job);
        if (story.gone()) {
            paper.line(job + "  Deleted");
        } else {
            new WatchPart(look)
                    .lines(job, story, screen.outWidth(), Integer.MAX_VALUE)
                    .forEach(paper::line);
            switch (story.status()) {
                case "COMPLETED" -> paper.line("Report: godwit job report " + name);
                case "STOPPED" ->
                    paper.line("Go on: godwit job resume %s. Give up: godwit job end %s".formatted(name, name));
                case "FAILED" -> paper.line("Why, and what to do: godwit job show " + name);
                case "NOT_STARTED" -> paper.line("Start it: godwit job start " + name);
                case "DRAFT" -> paper.line("Complete it: godwit job edit " + name);
                default -> {}
            }
        }
        story.results().stream()
                .flatMap(each -> each.leftToDo().stream())
                .forEach(task -> paper.line("  - " + Cells.harmless(task)));
        paper.flush();
    }
}
