package dev.godwit.cli;

import dev.godwit.api.ActionRequest;
import dev.godwit.api.ActionResult;
import dev.godwit.api.BatchRequest;
import dev.godwit.api.BatchResult;
import dev.godwit.api.FailureView;
import dev.godwit.api.JobView;
import dev.godwit.api.PreviewView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One action on the jobs that were selected: says what it would do, asks, does it, waits, and tells what came of it. */
final class Doing {

    private static final String NOT_ALLOWED = "GW-0202";
    private static final String LAG = "GW-0406";
    /** More than that nobody reads. */
    private static final int PREVIEWS = 20;

    private final Screen screen;
    private final Client client;
    private final Answers answers;
    private final Deed deed;
    private final Credentials credentials;
    private final List<Outcome> outcomes = new ArrayList<>();
    private boolean loses;
    private boolean events;

    Doing(Connection connection, Client client, Answers answers, Deed deed) {
        this.screen = connection.screen();
        this.client = client;
        this.answers = answers;
        this.deed = deed;
        this.credentials = new Credentials(new Questions(screen), screen.environment());
    }

    /** Those that were asked and not refused. */
    List<String> done() {
        return outcomes.stream()
                .filter(outcome -> outcome.kind() != Outcome.Kind.REFUSED)
                .map(Outcome::job)
                .toList();
    }

    /** Tells the end in event lines. */
    void tellAsEvents() {
        events = true;
    }

    /**
     * Acts, and answers with the exit code.
     *
     * @param consent null where nothing has to be asked
     * @param waits whether to stay until it is over
     */
    int run(Selection selection, ActionRequest request, @Nullable Consent consent, boolean waits) {
        selection.check();
        if (consent != null && !consent.isGiven()) {
            consent.check();
            return asking(selection, request, consent, waits);
        }
        if (!selection.isOne() && !waits) {
            many(selection.batch(request), false);
            return told();
        }
        List<String> names = selection.resolve(client, deed);
        return names.isEmpty() ? nobody() : done(selection, names, request, waits);
    }

    /** What was shown and agreed to is done, and nothing that matches since. */
    private int asking(Selection selection, ActionRequest request, Consent consent, boolean waits) {
        List<String> names = selection.resolve(client, deed);
        if (names.isEmpty()) {
            return nobody();
        }
        List<String> allowed = allowed(names, request);
        if (allowed.isEmpty()) {
            return told();
        }
        return agreed(consent, allowed, databases(request)) ? done(selection, allowed, request, waits) : nothing();
    }

    private int done(Selection selection, List<String> names, ActionRequest request, boolean waits) {
        if (selection.isOne()) {
            one(names.getFirst(), request, waits);
        } else {
            many(new BatchRequest(names, null, null, null, request), waits);
        }
        return told();
    }

    private int nobody() {
        screen.err().println("No job matches.");
        return ExitCode.OK;
    }

    private int nothing() {
        screen.err().println("Nothing was done.");
        return ExitCode.INTERRUPTED;
    }

    private int told() {
        if (outcomes.isEmpty()) {
            return nobody();
        }
        var all = new Outcomes(deed.word(), outcomes);
        if (events) {
            all.tell(new JsonLines(screen.out()));
            return all.exitCode();
        }
        answers.print(all, paper -> all.print(paper, deed));
        return all.exitCode();
    }

    private boolean agreed(Consent consent, List<String> names, List<String> databases) {
        return names.size() == 1
                ? consent.ask(question(subject(names.getFirst(), databases)), loses ? names.getFirst() : "")
                : consent.ask(
                        "%s %d jobs: %s?".formatted(deed.title(), names.size(), String.join(", ", names)),
                        loses ? String.valueOf(names.size()) : "");
    }

    private static List<String> databases(ActionRequest request) {
        return request.databases() == null ? List.of() : request.databases();
    }

    private static String subject(String name, List<String> databases) {
        return databases.isEmpty() ? name : "%s of %s".formatted(String.join(", ", databases), name);
    }

    private String question(String name) {
        return switch (deed) {
            case RESTART -> "Restart %s from the beginning?".formatted(name);
            case END -> "End %s without promoting? It cannot be resumed.".formatted(name);
            case DELETE -> "Delete %s? History, report and log go; migrated data stay.".formatted(name);
            case REMOVE -> "Take %s out? It cannot be resumed.".formatted(name);
            case FALLBACK -> "Go back by %s in spite of what is not applied or differs?".formatted(name);
            case PROMOTE -> "Promote %s in spite of what is not applied or differs?".formatted(name);
            case START, STOP, RESUME, RETRY, VERIFY, VALIDATE -> "%s %s?".formatted(deed.title(), name);
        };
    }

    /** Those that may; the others are told as refused. Shows what would be done to them. */
    private List<String> allowed(List<String> names, ActionRequest request) {
        var previews = new LinkedHashMap<String, PreviewView>();
        for (String name : names) {
            try {
                var preview = client.preview(name, deed.word(), query(request));
                if (preview.allowed()) {
                    previews.put(name, preview);
                } else {
                    outcomes.add(refused(name, NOT_ALLOWED, String.valueOf(preview.reason()), null));
                }
            } catch (Refusal refusal) {
                if (refusal.exitCode() != ExitCode.REFUSED) {
                    throw refusal;
                }
                outcomes.add(refused(name, refusal.failure()));
            }
        }
        show(previews);
        return List.copyOf(previews.keySet());
    }

    private void show(Map<String, PreviewView> previews) {
        var shown = new Previews(screen.err(), answers.err());
        previews.entrySet().stream().limit(PREVIEWS).forEach(each -> shown.print(each.getKey(), each.getValue()));
        if (previews.size() > PREVIEWS) {
            screen.err().println("and %d more".formatted(previews.size() - PREVIEWS));
        }
        loses = previews.values().stream().anyMatch(PreviewView::loses);
        if (!previews.isEmpty() && !outcomes.isEmpty()) {
            String not = String.join(", ", outcomes.stream().map(Outcome::job).toList());
            screen.err().println("Cannot %s: %s".formatted(deed.word(), not));
        }
    }

    private static Query query(ActionRequest request) {
        return new Query().withAll("database", databases(request)).with("mode", request.mode());
    }

    private void one(String name, ActionRequest request, boolean waits) {
        List<String> databases = databases(request);
        try (var waiting = waits ? new Waiting(client, name, deed, databases) : null) {
            var result = asked(name, request);
            result.refused().forEach(each -> left(name, each, !databases.isEmpty()));
            outcomes.add(
                    waiting == null
                            ? Outcome.of(
                                    name, Outcome.Kind.REQUESTED, result.job().state())
                            : over(name, waiting, databases));
        } catch (Refusal refusal) {
            if (refusal.exitCode() != ExitCode.REFUSED) {
                throw refusal;
            }
            outcomes.add(refused(name, refusal.failure()));
        }
    }

    /** A database that was asked for by name is refused; of all databases of a job, those that cannot are only told. */
    private void left(String name, ActionResult.RefusedDatabase database, boolean named) {
        String which = name + "/" + database.database();
        if (named) {
            outcomes.add(Outcome.refused(which, NOT_ALLOWED, shortened(database.reason(), name), null));
        } else {
            screen.err().println("not %s: %s".formatted(Cells.harmless(which), Cells.harmless(database.reason())));
        }
    }

    /** Asks again with the passwords that the server misses. */
    private ActionResult asked(String name, ActionRequest request) {
        ActionRequest now = request;
        for (int attempt = 0; ; attempt++) {
            try {
                return client.acted(name, deed.word(), now);
            } catch (Refusal refusal) {
                boolean found = attempt == 0
                        ? credentials.holds(refusal) || credentials.complete(refusal)
                        : credentials.complete(refusal);
                if (!found) {
                    throw refusal;
                }
                now = credentials.with(request);
            }
        }
    }

    private void many(BatchRequest request, boolean waits) {
        List<String> named = request.jobs() == null ? List.of() : request.jobs();
        Map<String, Waiting> waitings = new LinkedHashMap<>();
        try {
            if (waits) {
                named.forEach(name -> waitings.put(name, new Waiting(client, name, deed, List.of())));
            }
            var result = client.batch(deed.word(), request);
            result.items().forEach(item -> told(item, waits));
            await(result, waitings);
        } finally {
            waitings.values().forEach(Waiting::close);
        }
    }

    private void told(BatchResult.Item item, boolean waits) {
        @Nullable FailureView refusal = item.refusal();
        if (refusal != null) {
            outcomes.add(refused(item.name(), refusal));
        } else if (!waits) {
            outcomes.add(Outcome.of(item.name(), Outcome.Kind.REQUESTED, item.state()));
        }
    }

    private void await(BatchResult result, Map<String, Waiting> waitings) {
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            var pending = new ArrayList<Future<Outcome>>();
            for (var item : result.items()) {
                @Nullable Waiting waiting =
                        waitings.containsKey(item.name()) ? waitings.get(item.name()) : waitings.get(item.job());
                if (item.refusal() == null && waiting != null) {
                    pending.add(each.submit(() -> over(item.name(), waiting, List.of())));
                }
            }
            var over = new ArrayList<Outcome>();
            for (var outcome : pending) {
                over.add(outcome.get());
            }
            outcomes.addAll(0, over);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Refusal refusal ? refusal : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Outcome over(String name, Waiting waiting, List<String> databases) {
        var view = waiting.await();
        return view == null
                ? new Outcome(name, Outcome.Kind.DONE, null, null, null, null, waiting.leftToDo())
                : Verdict.of(client, deed, view, databases, waiting);
    }

    private Outcome refused(String name, FailureView refusal) {
        if (refusal.code().equals(NOT_ALLOWED)) {
            return refused(name, refusal.code(), refusal.found(), null);
        }
        if (refusal.code().equals(LAG)) {
            String reason = "%s (%s)".formatted(shortened(refusal.found(), name), LAG);
            return new Outcome(name, Outcome.Kind.NOT_PROMOTED, null, LAG, reason, refusal.next(), List.of());
        }
        boolean known = refusal.found().isEmpty() || refusal.found().equals(name);
        String reason = known ? refusal.title() : "%s: %s".formatted(refusal.title(), refusal.found());
        return refused(name, refusal.code(), reason, refusal.next());
    }

    private Outcome refused(String name, String code, String reason, @Nullable String next) {
        return Outcome.refused(name, code, shortened(reason, name), next == null ? hint(name, code) : next);
    }

    /** "completed" of "stop refused for orders: it is completed": name and action are in the line already. */
    private String shortened(String reason, String name) {
        String text = reason;
        for (String prefix : List.of("%s refused for %s: ".formatted(deed.word(), name), "it is ", "it was ", "it ")) {
            if (text.startsWith(prefix)) {
                text = text.substring(prefix.length());
            }
        }
        return text;
    }

    /** What the job would do instead; null when nothing suggests itself. */
    private @Nullable String hint(String name, String code) {
        if (!code.equals(NOT_ALLOWED)) {
            return null;
        }
        try {
            JobView job = client.job(name);
            return instead(job)
                    .map(word -> "godwit job %s %s".formatted(word, Shell.word(name)))
                    .orElse(null);
        } catch (Refusal refusal) {
            return null;
        }
    }

    private Optional<String> instead(JobView job) {
        List<String> words = switch (job.status()) {
            case "FAILED" -> List.of("RESUME", "RESTART");
            case "STOPPED" -> List.of("RESUME");
            case "NOT_STARTED" -> List.of("START");
            default -> List.of();
        };
        boolean goesOn = deed != Deed.STOP || job.status().equals("FAILED");
        return words.stream()
                .filter(word -> goesOn && !word.equals(deed.name()))
                .filter(job.availableActions()::contains)
                .findFirst()
                .map(Words::dashed);
    }
}
