package dev.godwit.cli;

import dev.godwit.api.DatabaseView;
import dev.godwit.api.FailureView;
import dev.godwit.api.RehearsalView;
import dev.godwit.api.RehearsalView.DatabaseRehearsal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code godwit job promote --rehearse}: asks for it, waits until it is over, and tells what came of it. */
final class Rehearsing {

    private static final Set<String> DIFFER = Set.of("GW-0402", "GW-0409");

    private final Client client;
    private final Screen screen;
    private final Answers answers;
    private final List<String> databases;

    /** @param databases those it is for; empty for all */
    Rehearsing(Client client, Screen screen, Answers answers, List<String> databases) {
        this.client = client;
        this.screen = screen;
        this.answers = answers;
        this.databases = databases;
    }

    /** Answers with the exit code: the worst of these jobs. */
    int run(List<String> jobs, boolean waits) {
        int worst = ExitCode.OK;
        var asked = new LinkedHashMap<String, RehearsalView>();
        for (String job : jobs) {
            try {
                var before = client.rehearsal(job);
                client.act(job, "rehearse", Acting.on(databases));
                asked.put(job, before);
            } catch (Refusal refusal) {
                if (refusal.exitCode() != ExitCode.REFUSED || jobs.size() == 1) {
                    throw refusal;
                }
                screen.err()
                        .println("refused   %s: %s"
                                .formatted(
                                        Cells.harmless(job), refusal.failure().found()));
                worst = ExitCode.REFUSED;
            }
        }
        if (!waits) {
            asked.keySet()
                    .forEach(job ->
                            screen.err().println("requested %s; see godwit job show".formatted(Cells.harmless(job))));
            return worst;
        }
        var views = new ArrayList<RehearsalView>();
        for (var each : asked.entrySet()) {
            var view = own(await(each.getKey(), each.getValue()));
            views.add(view);
            worst = Math.max(worst, exitCode(view));
        }
        tell(views);
        return worst;
    }

    /** The new rehearsal; of a database that came to something else meanwhile, none. */
    private RehearsalView await(String job, RehearsalView before) {
        var known = before.databases().stream().map(Rehearsing::mark).collect(Collectors.toSet());
        var last = Polling.until(Look::isLast, () -> {
            var running = running(job); // first: what ends in between is looked at once more
            var view = client.rehearsal(job);
            return new Look(running, view, open(view, known));
        });
        return without(last.view(), last.open());
    }

    /** What of a rehearsal is open, and which databases could still carry it out. */
    private record Look(Set<String> running, RehearsalView view, List<String> open) {

        boolean isLast() {
            return open.stream().noneMatch(running::contains);
        }
    }

    private List<String> open(RehearsalView view, Set<String> known) {
        return own(view).databases().stream()
                .filter(each -> each.pending() || known.contains(mark(each)))
                .map(DatabaseRehearsal::database)
                .toList();
    }

    private static String mark(DatabaseRehearsal rehearsal) {
        return rehearsal.database() + " " + rehearsal.at();
    }

    private Set<String> running(String job) {
        return client.job(job).databases().stream()
                .filter(each -> each.phase().equals("CDC") && !Deed.isAtRest(each.status()))
                .map(DatabaseView::source)
                .collect(Collectors.toSet());
    }

    private static RehearsalView without(RehearsalView view, List<String> open) {
        return new RehearsalView(
                view.job(),
                view.name(),
                view.asOf(),
                view.databases().stream()
                        .map(each -> open.contains(each.database())
                                ? new DatabaseRehearsal(
                                        each.database(), false, null, null, null, null, List.of(), List.of())
                                : each)
                        .toList());
    }

    private RehearsalView own(RehearsalView view) {
        return new RehearsalView(
                view.job(),
                view.name(),
                view.asOf(),
                view.databases().stream()
                        .filter(each -> databases.isEmpty() || databases.contains(each.database()))
                        .toList());
    }

    private static int exitCode(RehearsalView view) {
        var refusals = view.databases().stream()
                .flatMap(each -> each.refusals().stream())
                .map(FailureView::code)
                .toList();
        boolean missing = view.databases().stream().anyMatch(each -> each.at() == null);
        if (refusals.isEmpty()) {
            return missing ? ExitCode.FAILED : ExitCode.OK;
        }
        return refusals.stream().anyMatch(DIFFER::contains) ? ExitCode.DIFFERENT : ExitCode.REFUSED;
    }

    private void tell(List<RehearsalView> views) {
        Object answer = views.size() == 1 ? views.getFirst() : views;
        answers.print(answer, paper -> views.forEach(view -> RehearsalAnswer.print(paper, view)));
    }
}
