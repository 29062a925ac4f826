package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import dev.godwit.api.JobRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A migration within another module's command, which has steps of its own before and after it: on the same path, told in
 * the same way.
 */
public final class Performance {

    private final Screen screen = Screen.ofProcess();
    private final Output output;
    private final Look look;
    private final JsonLines lines = new JsonLines(screen.out());

    public Performance(Output output) {
        this.output = output;
        this.look = output.out(screen);
    }

    /** Whether progress is drawn, so that the phases of the migration are seen. */
    public boolean drawn() {
        return output.drawn(screen);
    }

    /** Tells a step that is over, with the time it took; null for none. */
    public void step(String title, String detail, @Nullable Long millis) {
        if (output.json()) {
            note(title + ": " + detail);
            return;
        }
        screen.out().println(Ticks.line(look, title, detail, millis == null ? "" : Units.time(millis)));
        screen.out().flush();
    }

    /** Tells a step that ended badly, and why. */
    public void failed(String title, List<String> reasons) {
        if (output.json()) {
            reasons.forEach(reason -> note(title + ": " + reason));
            return;
        }
        screen.out().println(look.failed() + " " + title);
        reasons.forEach(reason -> screen.out().println(look.plain("  " + reason)));
        screen.out().flush();
    }

    /** A line of text; left out among event lines. */
    public void line(String text) {
        if (!output.json()) {
            screen.out().println(look.plain(text));
            screen.out().flush();
        }
    }

    private void note(String text) {
        lines.tell(new JobEvent.Note(0, Instant.now(), null, null, text));
    }

    /** The end of a migration: what came of it; the result is null when it did not go well, and all is told already. */
    public record End(int exitCode, JobEvent.@Nullable Result result) {}

    /**
     * Migrates.
     *
     * @param data where jobs are kept
     * @param listener hears each event
     */
    public End migrate(
            JobRequest request, String sourcePassword, String targetPassword, Path data, Consumer<JobEvent> listener) {
        var result = new AtomicReference<JobEvent.@Nullable Result>();
        var narrator = new Overheard(output.json() ? lines : output.narrator(screen), listener);
        var shot = new OneShot(screen, output, narrator, data, result::set);
        shot.credentials().set(sourcePassword, targetPassword);
        int exitCode = shot.migrate(request);
        return new End(exitCode, result.get());
    }

    /** Ends the event lines, where there are any. */
    public void result(JobEvent.Result result, int exitCode) {
        if (output.json()) {
            lines.tell(OneShot.withExitCode(result, exitCode));
        }
    }

    /** Numbers of people: 1,000,000. */
    public static String count(long count) {
        return Units.count(count);
    }

    /** Times of people: 0.4s. */
    public static String time(long millis) {
        return Units.time(millis);
    }

    /** A narrator with somebody who listens. */
    private record Overheard(Narrator narrator, Consumer<JobEvent> listener) implements Narrator {

        @Override
        public void tell(JobEvent event) {
            narrator.tell(event);
            listener.accept(event);
        }

        @Override
        public void say(String text) {
            narrator.say(text);
        }

        @Override
        public void close() {
            narrator.close();
        }
    }
}
