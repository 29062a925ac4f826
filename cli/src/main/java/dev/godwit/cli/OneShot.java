package dev.godwit.cli;

import dev.godwit.api.ActionRequest;
import dev.godwit.api.Created;
import dev.godwit.api.FailureView;
import dev.godwit.api.JobEvent;
import dev.godwit.api.JobRequest;
import dev.godwit.api.JobView;
import dev.godwit.api.PreviewView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One job from the request to its result, with a server in this process. */
public final class OneShot {

    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    private final Screen screen;
    private final Output output;
    private final Narrator narrator;
    private final Path data;
    private final @Nullable Consumer<JobEvent.Result> guest;
    private final Questions questions;
    private final Credentials credentials;
    private final List<JobEvent.Found> findings = new ArrayList<>();
    private final AtomicReference<@Nullable String> job = new AtomicReference<>();
    private JobEvent.@Nullable Failed failure;
    private long lastSeq;
    private @Nullable ReportFile report;
    private volatile int stopCode = ExitCode.INTERRUPTED;
    private volatile boolean done;
    /** What an end needs beside passwords. */
    private ActionRequest ending = ActionRequest.NONE;

    OneShot(Screen screen, Output output, Narrator narrator) {
        this(screen, output, narrator, LocalServer.data(screen.environment()), null);
    }

    /**
     * For a command that tells the end itself.
     *
     * @param data where jobs are kept
     * @param guest gets the result, when there is one and all went well
     */
    OneShot(Screen screen, Output output, Narrator narrator, Path data, @Nullable Consumer<JobEvent.Result> guest) {
        this.screen = screen;
        this.output = output;
        this.narrator = narrator;
        this.data = data;
        this.guest = guest;
        this.questions = new Questions(screen);
        this.credentials = new Credentials(questions, screen.environment());
    }

    /** Writes the report there when the run has one. */
    void leave(ReportFile file) {
        report = file;
    }

    Credentials credentials() {
        return credentials;
    }

    /** Runs a migration, or only its validation, and tells all about it; answers with the exit code. */
    int migrate(JobRequest request) {
        return told(server -> {
            Created created = server.client().create(request);
            var view = created.job();
            if (created.goesOn() && view.begun() && !goOn(view)) {
                return ExitCode.INTERRUPTED;
            }
            return follow(server, view, "START", "RESUME");
        });
    }

    /**
     * Gives a job up.
     *
     * @param mode how, as an action's request says it
     * @param agrees is asked before, with the name of the job and what that would do
     */
    int end(String name, ActionRequest mode, BiPredicate<String, PreviewView> agrees) {
        return told(server -> {
            var view = server.client().job(name);
            if (view.availableActions().contains("END")
                    && !agrees.test(view.name(), server.client().preview(view.id(), "END", credentials.with(mode)))) {
                screen.err().println("Nothing was done.");
                return ExitCode.INTERRUPTED;
            }
            ending = mode;
            return follow(server, view, "END");
        });
    }

    /** What is done with a server. */
    private interface Work {
        int with(LocalServer server);
    }

    private int told(Work work) {
        var started = new AtomicReference<@Nullable LocalServer>();
        try (var _ = new Interruption(code -> stop(started.get(), code));
                var server = LocalServer.start(data)) {
            started.set(server);
            return work.with(server);
        } catch (Refusal refusal) {
            return refused(refusal.failure(), "REFUSED", refusal.exitCode(), "nothing was changed");
        } catch (RuntimeException | Error e) {
            return refused(unforeseen(e), "FAILED", ExitCode.FAILED, "the same command goes on");
        } finally {
            narrator.close();
        }
    }

    private FailureView unforeseen(Throwable e) {
        if (screen.environment().get("GODWIT_DEBUG") != null) {
            e.printStackTrace(screen.err());
        }
        return new FailureView(
                "GW-0999",
                "something happened that nobody foresaw",
                e.getClass().getSimpleName(),
                "Please report it with the log.");
    }

    private boolean goOn(JobView view) {
        if (!questions.canAsk() || output.json()) {
            narrator.say("%s was begun earlier and goes on: %s.".formatted(view.name(), view.state()));
            return true;
        }
        String question = "%s was begun earlier: %s. Go on where it was?".formatted(view.name(), view.state());
        if (questions.yes(question)) {
            return true;
        }
        narrator.say("Nothing was done. Give up: godwit job end " + view.name());
        return false;
    }

    private int follow(LocalServer server, JobView view, String... actions) {
        job.set(view.id());
        begin(server.client(), view, Set.of(actions));
        if (view.promote().equals("MANUAL")
                && view.mode().equals("ONLINE")
                && !view.option().equals("VALIDATE")) {
            Thread.ofPlatform().daemon().name("keys").start(() -> keys(server));
        }
        var result = result(server.client(), view);
        narrator.close();
        return conclude(server.client(), view, result);
    }

    private void begin(Client client, JobView view, Set<String> actions) {
        @Nullable String action = view.availableActions().stream()
                .filter(actions::contains)
                .findFirst()
                .orElse(null);
        while (action != null) {
            try {
                client.act(view.id(), action, credentials.with(ending));
                return;
            } catch (Refusal refusal) {
                if (!credentials.complete(refusal)) {
                    throw refusal;
                }
            }
        }
        if (actions.contains("END")) {
            client.act(view.id(), "END", credentials.with(ending));
        }
    }

    private JobEvent.Result result(Client client, JobView view) {
        for (int attempt = 0; attempt < 3; attempt++) {
            try (var events = client.events(view.id())) {
                for (var event = events.next(); event != null; event = events.next()) {
                    if (event instanceof JobEvent.Result result) {
                        return result;
                    }
                    note(event);
                }
            }
        }
        throw Refusal.noServer("its stream of events ended");
    }

    private synchronized void note(JobEvent event) {
        if (event.seq() <= lastSeq && !(event instanceof JobEvent.Failed)) {
            return; // Seen before the stream broke and began again.
        }
        lastSeq = event.seq();
        if (event instanceof JobEvent.Found found && !known(found)) {
            findings.add(found);
        }
        if (event instanceof JobEvent.Failed failed) {
            failure = failed;
        }
        narrator.tell(event);
    }

    private boolean known(JobEvent.Found found) {
        return findings.stream()
                .anyMatch(before -> before.code().equals(found.code())
                        && before.side().equals(found.side())
                        && before.found().equals(found.found()));
    }

    private synchronized int conclude(Client client, JobView view, JobEvent.Result result) {
        done = true;
        int outcome = ExitCode.of(result.outcome());
        int exitCode = outcome == ExitCode.INTERRUPTED ? stopCode : outcome;
        leaveReport(client, view);
        if (guest != null && exitCode == ExitCode.OK) {
            guest.accept(result);
        } else if (output.json()) {
            narrator.tell(withExitCode(result, exitCode));
        } else {
            new Epilogue(screen, output, client, guest == null).tell(view, result, failure, findings);
        }
        return exitCode;
    }

    /** What came of the migration does not hang on this file. */
    private void leaveReport(Client client, JobView view) {
        var file = report;
        if (file == null) {
            return;
        }
        try {
            file.write(client, view.id());
        } catch (IOException e) {
            screen.err().println("The report was not written to %s: %s".formatted(file.path(), e));
        } catch (Refusal refusal) {
            screen.err()
                    .println("No report for %s: %s"
                            .formatted(file.path(), refusal.failure().found()));
        }
    }

    static JobEvent.Result withExitCode(JobEvent.Result result, int exitCode) {
        return new JobEvent.Result(
                result.seq() + 1,
                result.at(),
                result.job(),
                result.database(),
                result.outcome(),
                exitCode,
                result.code(),
                result.tables(),
                result.tablesEqual(),
                result.rows(),
                result.bytes(),
                result.changes(),
                result.durationMs(),
                result.writePauseMs(),
                result.comparePauseMs(),
                result.reportFile(),
                result.leftToDo());
    }

    /** Nothing is told after the end, and the end only once: a signal may come at any moment. */
    private synchronized int refused(FailureView what, String outcome, int exitCode, String state) {
        narrator.close();
        if (done) {
            return exitCode;
        }
        done = true;
        if (output.json()) {
            LastEvents.of(what, outcome, exitCode).forEach(narrator::tell);
        } else {
            new ErrorBlock(screen.err(), output.err(screen))
                    .print(what, "same command again (%s; exit %d)".formatted(state, exitCode));
        }
        return exitCode;
    }

    /** What a person types while it runs. */
    private void keys(LocalServer server) {
        for (String line = questions.line(); line != null; line = questions.line()) {
            switch (line.strip().toLowerCase(Locale.ROOT)) {
                case "p", "promote" -> promote(server.client());
                case "q", "stop" -> stop(server, ExitCode.INTERRUPTED);
                case "" -> {}
                default -> narrator.say("p promotes, q stops.");
            }
        }
    }

    private void promote(Client client) {
        @Nullable String id = job.get();
        try {
            if (id != null) {
                client.act(id, "PROMOTE", credentials.request());
                narrator.say("Promote requested…");
            }
        } catch (Refusal refusal) {
            narrator.say(refusal.failure().found() + ". " + refusal.failure().next());
        }
    }

    /** Asks until the job may be stopped: while it starts it may not. */
    private void stop(@Nullable LocalServer server, int exitCode) {
        @Nullable String id = job.get();
        if (id == null || server == null) {
            leave(exitCode);
            return;
        }
        stopCode = exitCode;
        narrator.say("Stop requested… (once more leaves at once)");
        while (!done) {
            try {
                server.client().act(id, "STOP", credentials.request());
                return;
            } catch (Refusal refusal) {
                pause();
            }
        }
    }

    /** There is no job yet that could be stopped. */
    private synchronized void leave(int exitCode) {
        if (done) {
            return;
        }
        done = true;
        if (output.json()) {
            narrator.tell(LastEvents.stopped(exitCode));
        }
        Runtime.getRuntime().halt(exitCode);
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
