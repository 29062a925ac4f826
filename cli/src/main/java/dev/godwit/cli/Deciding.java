package dev.godwit.cli;

import dev.godwit.api.DatabaseView;
import dev.godwit.api.DecisionRequest;
import dev.godwit.api.JobView;
import dev.godwit.api.TimelineView;
import dev.godwit.api.WaitingView;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists tables that wait since their definition changed, and decides what becomes of them. */
final class Deciding {

    private final Client client;
    private final Screen screen;
    private final Answers answers;
    private final String job;

    Deciding(Client client, Screen screen, Answers answers, String job) {
        this.client = client;
        this.screen = screen;
        this.answers = answers;
        this.job = job;
    }

    /** A table that waits, as it is listed. */
    record Line(String database, WaitingView table) {}

    /** A table in its database. */
    record Place(String database, TableText.Name table) {

        String shown() {
            return table.schema() + "." + table.table() + " of " + database;
        }
    }

    /** Answers with the exit code. */
    int list(@Nullable String database) {
        List<Line> lines = lines(database);
        answers.print(lines, paper -> print(paper, lines));
        return ExitCode.OK;
    }

    private List<Line> lines(@Nullable String database) {
        return databases(database).stream()
                .flatMap(each -> each.waiting().stream().map(table -> new Line(each.source(), table)))
                .toList();
    }

    private List<DatabaseView> databases(@Nullable String database) {
        JobView view = client.job(job);
        List<DatabaseView> databases = view.databases().stream()
                .filter(each -> !each.removed())
                .filter(each -> database == null
                        || each.source().equals(database)
                        || each.id().equals(database))
                .toList();
        if (databases.isEmpty() && database != null) {
            throw Refusal.usage("%s has no database %s".formatted(job, database), "See: godwit job show NAME.");
        }
        return databases;
    }

    private void print(Paper paper, List<Line> lines) {
        if (lines.isEmpty()) {
            paper.line("No table waits.");
            return;
        }
        var table = new TextTable(
                TextTable.Column.name("DATABASE"),
                TextTable.Column.name("TABLE"),
                TextTable.Column.text("MAY BE DONE"),
                TextTable.Column.name("WHY"));
        lines.forEach(line -> table.row(
                line.database(),
                WaitingText.name(line.table()),
                WaitingText.choices(line.table()),
                line.table().reason()));
        paper.table(table);
        lines.stream()
                .filter(line -> WaitingText.isOpen(line.table()))
                .findFirst()
                .ifPresent(line -> paper.line("Decide: godwit job table %s --table %s %s"
                        .formatted(
                                Shell.word(job),
                                Shell.word(WaitingText.name(line.table())),
                                line.table().appliable() ? "--apply 'SQL'" : "--copy")));
    }

    /** The table that a person means. */
    Place find(@Nullable String database, TableText text) {
        List<DatabaseView> databases = databases(database);
        List<DatabaseView> waiting =
                databases.stream().filter(each -> !each.waiting().isEmpty()).toList();
        List<DatabaseView> candidates = waiting.isEmpty() ? databases : waiting;
        if (candidates.size() != 1) {
            throw Refusal.usage(
                    candidates.isEmpty() ? job + " has no databases" : "tables of several databases wait",
                    "Say which database: --database DB.");
        }
        DatabaseView only = candidates.getFirst();
        return new Place(only.source(), text.among(only.waiting()));
    }

    /** Answers with the exit code. */
    int decide(Place place, DecisionRequest request, boolean waits) {
        List<WaitingView> asked = client.decide(job, place.database(), request);
        Predicate<List<WaitingView>> last =
                view -> view.stream().noneMatch(each -> is(each, place) && each.decided() != null);
        List<WaitingView> now =
                !waits || last.test(asked) ? asked : Polling.until(last, () -> client.waiting(job, place.database()));
        return tell(place, request, now.stream().filter(each -> is(each, place)).findFirst());
    }

    private static boolean is(WaitingView view, Place place) {
        return view.schema().equals(place.table().schema())
                && view.table().equals(place.table().table());
    }

    private int tell(Place place, DecisionRequest request, Optional<WaitingView> left) {
        if (left.isPresent()
                && left.get().decided() == null
                && left.get().choice().equals("OPEN")) {
            screen.err().println(why(place).orElse(Cells.harmless(place.shown() + " still waits")));
            screen.err().println("See: godwit job timeline " + Shell.word(job));
            return ExitCode.FAILED;
        }
        String what = switch (request.decision()) {
            case "copy" -> "is copied again";
            case "exclude" -> "is excluded";
            default -> "goes on from where its changes were set aside";
        };
        boolean taken = left.isEmpty() || left.get().decided() == null;
        String text = taken ? "%s %s.".formatted(place.shown(), what) : place.shown() + ": requested.";
        screen.err().println(Cells.harmless(text));
        return ExitCode.OK;
    }

    /** Why a statement was refused. */
    private Optional<String> why(Place place) {
        String begin = "Table %s.%s still waits"
                .formatted(place.table().schema(), place.table().table());
        return client.timeline(job, new Query()).items().reversed().stream()
                .map(TimelineView::text)
                .filter(text -> text.startsWith(begin))
                .findFirst()
                .map(Cells::harmless);
    }
}
