package dev.godwit.cli;

import dev.godwit.api.DifferencePage;
import dev.godwit.api.JobEvent;
import dev.godwit.api.VerificationView;
import dev.godwit.api.VerifyRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks for verifications, waits until they are over, and tells what came of them. */
final class Verifying {

    private static final Duration PLAIN_EACH = Duration.ofSeconds(30);
    /** Rows that are listed; the rest is the API's. */
    private static final int ROWS = 1000;

    private final Client client;
    private final Screen screen;
    private final Answers answers;
    private final boolean json;
    private final Credentials credentials;
    private final JsonLines lines;
    private long told = System.nanoTime() - PLAIN_EACH.toNanos();

    Verifying(Client client, Screen screen, Answers answers, boolean json) {
        this.client = client;
        this.screen = screen;
        this.answers = answers;
        this.json = json;
        this.lines = new JsonLines(screen.out());
        this.credentials = new Credentials(new Questions(screen), screen.environment());
    }

    /**
     * How much is wanted.
     *
     * @param rows whether the rows that differ are listed
     * @param values with what they hold
     * @param waits whether to stay until it is over
     */
    record Shown(boolean rows, boolean values, boolean waits) {}

    /** Answers with the exit code. */
    int run(String job, VerifyRequest request, Shown shown) {
        var begun = asked(job, request);
        if (!shown.waits()) {
            begun.forEach(each -> screen.err().println("requested " + each.id()));
            return ExitCode.OK;
        }
        var over = new ArrayList<VerificationView>();
        for (VerificationView each : begun) {
            over.add(await(job, each.id()));
        }
        tell(job, over, shown);
        return over.stream().mapToInt(Verifying::exitCode).max().orElse(ExitCode.OK);
    }

    /** Begins what goes on for ever. */
    int keepOn(String job, VerifyRequest request) {
        asked(job, request);
        screen.err().println("It goes on until: godwit job verify %s --stop. How far it is: --list".formatted(job));
        return ExitCode.OK;
    }

    int list(String job) {
        var page = client.verifications(job);
        answers.print(page, paper -> VerificationAnswer.list(paper, page));
        return ExitCode.OK;
    }

    int stop(String job) {
        var active = client.verifications(job).items().stream()
                .filter(Verifying::isActive)
                .toList();
        active.forEach(each -> client.stopVerification(job, each.id()));
        screen.err().println(active.isEmpty() ? "No verification runs." : "Stop requested for " + active.size() + ".");
        return ExitCode.OK;
    }

    private List<VerificationView> asked(String job, VerifyRequest request) {
        var now = request;
        for (int attempt = 0; ; attempt++) {
            try {
                return client.verify(job, now).items();
            } catch (Refusal refusal) {
                boolean found = attempt == 0
                        ? credentials.holds(refusal) || credentials.complete(refusal)
                        : credentials.complete(refusal);
                if (!found) {
                    throw refusal;
                }
                var known = credentials.request();
                now = request.with(known.sourcePassword(), known.targetPassword());
            }
        }
    }

    private VerificationView await(String job, String id) {
        return Polling.until(view -> !isActive(view), () -> {
            var view = client.verification(job, id);
            if (isActive(view)) {
                progress(view);
            }
            return view;
        });
    }

    private static boolean isActive(VerificationView view) {
        return view.state().equals("REQUESTED") || view.state().equals("RUNNING");
    }

    private void progress(VerificationView view) {
        VerificationView.@Nullable Progress progress = view.progress();
        if (progress == null) {
            return;
        }
        if (json) {
            lines.tell(new JobEvent.Verification(
                    0, Instant.now(), view.job(), view.database(), view.id(), view.state(), progress));
            return;
        }
        long now = System.nanoTime();
        if (now - told > PLAIN_EACH.toNanos()) {
            told = now;
            screen.err().println(VerificationAnswer.words(view.job(), progress));
        }
    }

    private static int exitCode(VerificationView view) {
        return switch (view.state()) {
            case "EQUAL" -> ExitCode.OK;
            case "DIFFERENT", "UNSETTLED" -> ExitCode.DIFFERENT;
            default -> ExitCode.FAILED;
        };
    }

    private void tell(String job, List<VerificationView> over, Shown shown) {
        var differences = new ArrayList<DifferencePage.Difference>();
        if (shown.rows()) {
            over.stream()
                    .filter(each -> each.result() != null)
                    .forEach(each -> differences.addAll(client.differences(job, each.id(), shown.values(), ROWS)
                            .items()));
        }
        if (json) {
            int exitCode = over.stream().mapToInt(Verifying::exitCode).max().orElse(ExitCode.OK);
            String outcome =
                    over.stream().map(VerificationView::state).distinct().collect(Collectors.joining(","));
            lines.tell(LastEvents.result(outcome, exitCode, null, List.of()));
            return;
        }
        Object answer = shown.rows() ? new Found(over, differences) : over;
        answers.print(answer, paper -> {
            over.forEach(each -> VerificationAnswer.print(paper, each, client.verdicts(job, each.id())));
            VerificationAnswer.rows(paper, differences);
        });
    }

    /** The answer with rows. */
    record Found(List<VerificationView> verifications, List<DifferencePage.Difference> differences) {}
}
