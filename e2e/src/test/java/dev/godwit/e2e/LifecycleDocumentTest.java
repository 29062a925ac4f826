package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import dev.godwit.service.Action;
import dev.godwit.service.Happening;
import dev.godwit.service.State;
import dev.godwit.service.Transitions;
import dev.godwit.service.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/lifecycle.md is written from the transition table; {@code GODWIT_WRITE_DOCS=1} writes it anew. */
final class LifecycleDocumentTest {

    private static final Path DOCUMENT = SourceTree.here().root().resolve("docs/lifecycle.md");

    private static final String TEXT = """
            # The life of a migration job

            Written by LifecycleDocumentTest from the transition table in the source; do not edit.

            A **job** moves one or more **databases**. Both have a state: a **status** (below) and a **phase** (%s).
            A database that is stopped or has failed keeps the phase in which that happened: "Failed in CDC".

            The job's status is that of its databases, the strongest of them: Running with errors when some run and some
            failed or are tried again; else the intermediate status (Starting, Resuming, …) that any of them is in; else
            Running, Stopped, Failed, Not started, Completed, Ended. Its phase is the earliest of those that go on.
            Databases that were removed do not count. A database runs with errors while something that failed is tried again, and
            while a table of it waits for a person to decide on a changed definition ([schema-changes.md](schema-changes.md)):
            everything else of it goes on.

            ## Actions

            What a person can ask for, by status. An action that is not listed is refused with a reason, and changes nothing.

            %s
            - *by force*: only with everything released at once and nothing synchronised, as `--force` and `auto` do.
            - *if it can heal*: not when the source's log is lost; then only a restart helps.
            - *live*: parallelism, throttles, retention, giveWay, labels, and further databases. Everything else needs a job that rests.
            - Stop while promoting aborts the promotion: the job goes back to CDC. Once the switch is done it can only be
              finished.
            - Rehearse goes through a promotion up to the switch, while applications write; the job stays in CDC.
            - Promote on a job that rests resumes it for that; so does fallback.
            - A way back ([fallback.md](fallback.md)) is moved by fallback and not by promote; it refuses start, restart and validate,
              which copy or wipe. All other jobs refuse fallback.
            - Remove takes one database out of the job, and needs its name.

            ## What follows what

            Actions of people in lower case, what happens by itself in *CAPITALS*. Deletion, possible in every status, is left
            out of the picture.

            ```mermaid
            stateDiagram-v2
            %s```

            ## When a server dies

            Each status is written down before it is acted on. On start, and each two seconds, a server goes on with every job
            whose own server is dead: what was starting, running or resuming is Resuming; what was stopping is Stopped; what was
            restarting, ending or being deleted goes on with that. A server that is shut down leaves the status as it is.
            """;

    private static String document() {
        String phases = Stream.of(Phase.values())
                .map(phase -> phase.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .map(phase -> phase.equals("cdc") ? "CDC" : phase)
                .collect(Collectors.joining(", "));
        return TEXT.formatted(phases, actions(), diagram());
    }

    private static String actions() {
        var table = new StringBuilder("| status | phase | actions |\n|---|---|---|\n");
        for (Status status : Status.values()) {
            Map<String, Set<Phase>> rows = new LinkedHashMap<>();
            for (Phase phase : Phase.values()) {
                rows.computeIfAbsent(actions(new State(status, phase)), row -> EnumSet.noneOf(Phase.class))
                        .add(phase);
            }
            rows.forEach((actions, phases) -> table.append("| %s | %s | %s |\n"
                    .formatted(
                            words(status), phases.size() == Phase.values().length ? "any" : words(phases), actions)));
        }
        return table.toString();
    }

    private static String words(Set<Phase> phases) {
        var others = EnumSet.allOf(Phase.class);
        others.removeAll(phases);
        return phases.size() <= others.size() ? names(phases) : "any but " + names(others);
    }

    private static String names(Set<Phase> phases) {
        return phases.stream().map(LifecycleDocumentTest::words).collect(Collectors.joining(", "));
    }

    private static String words(Phase phase) {
        return phase == Phase.CDC
                ? "CDC"
                : phase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String actions(State state) {
        var words = new ArrayList<String>();
        for (Action action : Action.values()) {
            Transitions.condition(state, action).ifPresent(condition -> words.add(action.words() + suffix(condition)));
        }
        return String.join(", ", words);
    }

    private static String suffix(Transitions.Condition condition) {
        return switch (condition) {
            case ALWAYS -> "";
            case FORCED -> " *by force*";
            case RETRYABLE -> " *if it can heal*";
            case LIVE -> " *live*";
        };
    }

    private static String diagram() {
        Map<String, Set<String>> arrows = new LinkedHashMap<>();
        for (Transitions.Line line : Transitions.table()) {
            for (Status from : line.from().stream().sorted().toList()) {
                Status to = line.to() == null ? from : line.to();
                if (to != from && to != Status.DELETING && line.trigger() != Happening.ORPHANED) {
                    arrows.computeIfAbsent("    %s --> %s".formatted(from, to), arrow -> new LinkedHashSet<>())
                            .add(word(line.trigger()));
                }
            }
        }
        var text =
                new StringBuilder("    [*] --> DRAFT\n    [*] --> NOT_STARTED\n    DRAFT --> NOT_STARTED : complete\n");
        arrows.forEach((arrow, triggers) -> text.append(arrow)
                .append(" : ")
                .append(String.join(", ", triggers))
                .append('\n'));
        return text.toString();
    }

    private static String word(Trigger trigger) {
        return switch (trigger) {
            case Action action -> action.words();
            case Happening happening -> happening.name();
        };
    }

    private static String words(Status status) {
        String words = status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    @Test
    void documentShowsTheTransitionTable() throws IOException {
        if (System.getenv("GODWIT_WRITE_DOCS") != null) {
            Files.writeString(DOCUMENT, document());
        }

        assertThat(Files.readString(DOCUMENT))
                .as("write it anew: GODWIT_WRITE_DOCS=1 ./mvnw -pl e2e -am test -Dtest=LifecycleDocumentTest")
                .isEqualTo(document());
    }

    @Test
    void picturesEveryStatus() {
        List<String> words = Arrays.asList(document().split("[^A-Z_]+"));

        assertThat(words)
                .containsAll(Stream.of(Status.values())
                        .filter(status -> status != Status.DELETING)
                        .map(Status::name)
                        .toList());
    }
}
