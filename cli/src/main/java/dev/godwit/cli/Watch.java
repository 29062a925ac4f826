package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows a job on a server, over broken connections, until it comes to rest or the person leaves. */
final class Watch {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** Results come right behind the state. */
    private static final Duration RESULTS = Duration.ofSeconds(2);

    private final Screen screen;
    private final Output output;
    private final Client client;
    private final String job;
    private final WatchStory story = new WatchStory();
    private final Narrator narrator;
    private volatile @Nullable EventReader reader;
    private volatile Instant lastSign = Instant.now();

    Watch(Screen screen, Output output, Client client, String job) {
        this.screen = screen;
        this.output = output;
        this.client = client;
        this.job = job;
        this.narrator = output.drawn(screen)
                ? new WatchScreen(screen, output.err(screen), job, story, this::lastSign)
                : output.narrator(screen);
    }

    private Instant lastSign() {
        var open = reader;
        return open == null ? lastSign : open.lastSign();
    }

    /** Answers with the exit code. */
    int follow() {
        try (var _ = new Interruption(this::leave)) {
            read(client.events(job));
            for (int attempt = 1; !story.isOver(); attempt++) {
                attempt = again(attempt) ? 0 : attempt;
            }
            return new WatchEnd(screen, output, client, story, narrator).tell(job);
        } finally {
            narrator.close();
        }
    }

    /** Reads until the stream ends, or the job is at rest. */
    private void read(EventReader events) {
        reader = events;
        try (events) {
            for (var event = events.next(); event != null; event = events.next()) {
                boolean before = story.isOver();
                synchronized (story) {
                    story.take(event);
                }
                tell(event);
                if (story.gone() || (story.isOver() && (!story.moved() || hasAllResults()))) {
                    return;
                }
                if (story.isOver() && !before) {
                    CompletableFuture.delayedExecutor(RESULTS.toMillis(), TimeUnit.MILLISECONDS)
                            .execute(events::close);
                }
            }
        } finally {
            lastSign = events.lastSign();
            reader = null;
        }
    }

    private boolean hasAllResults() {
        return story.results().size() >= story.parts().size();
    }

    /** The command tells one result itself, and the state of a snapshot in its place. */
    private void tell(JobEvent event) {
        if (event instanceof JobEvent.Snapshot first && !output.json()) {
            var view = first.view();
            narrator.tell(event);
            narrator.tell(new JobEvent.State(
                    first.seq(),
                    first.at(),
                    view.name(),
                    null,
                    view.status(),
                    view.phase(),
                    view.state(),
                    view.version()));
        } else if (!(event instanceof JobEvent.Result)) {
            narrator.tell(event);
        }
    }

    /** Whether the server was reached again. */
    private boolean again(int attempt) {
        long seconds = Math.min(LONGEST_PAUSE.toSeconds(), attempt);
        narrator.say("Not connected since %s. Next try in %ds.".formatted(Words.clock(lastSign), seconds));
        try {
            Thread.sleep(Duration.ofSeconds(seconds));
            read(client.events(job));
            return true;
        } catch (Refusal refusal) {
            if (refusal.exitCode() == ExitCode.NO_SERVER
                    && refusal.failure().code().equals(Refusal.NO_ANSWER)) {
                return false;
            }
            throw refusal;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void leave(int code) {
        narrator.close();
        if (output.json()) {
            narrator.tell(LastEvents.result("DETACHED", code, null, java.util.List.of()));
        } else {
            screen.err().println("Stopped watching. The job goes on. Again: godwit job watch " + Shell.word(job));
        }
        screen.err().flush();
        screen.out().flush();
        Runtime.getRuntime().halt(code);
    }
}
