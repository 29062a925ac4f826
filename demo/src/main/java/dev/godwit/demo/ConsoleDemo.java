package dev.godwit.demo;

import dev.godwit.api.JobEvent;
import dev.godwit.api.JobRequest;
import dev.godwit.api.Json;
import dev.godwit.cli.ConsolePerformance;
import dev.godwit.cli.ExitCode;
import dev.godwit.cli.Performance;
import dev.godwit.testkit.PostgresServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The demo with a person in the main part: the migration is made, and started, watched and promoted in the web console. */
final class ConsoleDemo {

    private static final String OLD = "old-server";
    private static final String NEW = "new-server";

    private final Performance show;
    private final PostgresServer source;
    private final PostgresServer target;
    private volatile int exitCode = ExitCode.OK;

    ConsoleDemo(Performance show, PostgresServer source, PostgresServer target) {
        this.show = show;
        this.source = source;
        this.target = target;
    }

    /** Goes on until Ctrl-C. */
    int perform(Path data, int port, long rows) {
        try (var console = ConsolePerformance.start(data, port);
                var applications = new Applications(Shop.open(source, rows).write())) {
            show.step("Data", "about %s rows; applications write on".formatted(Performance.count(rows)), null);
            console.profile(OLD, url(source), source.password());
            console.profile(NEW, url(target), target.password());
            URI page = console.create(request(), event -> hear(event, applications));
            tell(page, console, applications);
            console.awaitEnd();
        }
        return exitCode;
    }

    private void tell(URI page, ConsolePerformance console, Applications applications) {
        show.step("Console", page.toString(), null);
        show.line("");
        show.line("  1. Open that address and press Start. Watch the full dump, then CDC.");
        show.line("  2. Press Enter here: the applications stop writing, as yours would in the switch.");
        show.line("  3. Press Promote on the page. Ctrl-C here ends the demo, and removes all it made.");
        show.line("");
        console.onEnter(() -> {
            applications.close();
            show.step("Writes", "the applications have stopped: promote it now", null);
        });
    }

    private void hear(JobEvent event, Applications applications) {
        switch (event) {
            case JobEvent.State state when state.database() == null -> show.step("Job", state.state(), null);
            case JobEvent.Refused refused ->
                show.failed("Promote was refused", List.of(refused.found() + ". " + refused.next()));
            case JobEvent.Result result when result.tablesEqual() != null -> verdict(result, applications);
            default -> {}
        }
    }

    private void verdict(JobEvent.Result result, Applications applications) {
        applications.close();
        var differences = Shop.differences(source, target);
        if (differences.isEmpty()) {
            show.step(
                    "Equal",
                    "%d/%d tables, compared once more by other code".formatted(result.tablesEqual(), result.tables()),
                    null);
        } else {
            exitCode = ExitCode.DIFFERENT;
            show.failed("Different", differences);
        }
        show.line("The console stays; Ctrl-C ends the demo.");
    }

    private static JobRequest request() {
        return Json.STRICT.convertValue(
                Map.of("name", Shop.NAME, "source", OLD, "target", NEW, "databases", List.of(Shop.NAME)),
                JobRequest.class);
    }

    private static String url(PostgresServer server) {
        return server.url("").replaceAll("/$", "");
    }
}
