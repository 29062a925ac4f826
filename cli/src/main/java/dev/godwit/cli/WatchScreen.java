package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Supplier;

/** A job on a server, redrawn in place; above it what happened meanwhile. */
final class WatchScreen implements Narrator {

    private static final long REDRAW_MILLIS = 100;
    /** The server says something each 5 seconds. */
    private static final Duration STALE = Duration.ofSeconds(10);

    private final Screen screen;
    private final String job;
    private final WatchStory story;
    private final Supplier<Instant> lastSign;
    private final Drawing drawing;
    private final WatchPart part;
    private final Thread painter;
    private boolean closed;

    /** @param lastSign when the server said something last */
    WatchScreen(Screen screen, Look look, String job, WatchStory story, Supplier<Instant> lastSign) {
        this.screen = screen;
        this.job = job;
        this.story = story;
        this.lastSign = lastSign;
        this.drawing = new Drawing(screen.err(), look);
        this.part = new WatchPart(look);
        this.painter = Thread.ofVirtual().start(this::repaint);
    }

    @Override
    public synchronized void tell(JobEvent event) {
        if (event instanceof JobEvent.Note note) {
            say("%s  %s".formatted(Words.clock(note.at()), Cells.harmless(note.text())));
        }
        if (event instanceof JobEvent.Refused refused) {
            say("%s  %s".formatted(Words.clock(refused.at()), Cells.harmless(Words.refused(refused))));
        }
    }

    @Override
    public synchronized void say(String text) {
        if (!closed) {
            drawing.above(text);
        }
    }

    private void repaint() {
        try {
            while (draw()) {
                Thread.sleep(REDRAW_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean draw() {
        if (closed) {
            return false;
        }
        if (story.view() != null) {
            synchronized (story) {
                var lines = new ArrayList<>(part.lines(job, story, screen.width(), screen.height() - 1));
                var last = lastSign.get();
                if (Duration.between(last, Instant.now()).compareTo(STALE) > 0) {
                    lines.add("Not connected since %s. Showing what was known then.".formatted(Words.clock(last)));
                }
                drawing.draw(lines, screen.width());
            }
        }
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        painter.interrupt();
        drawing.erase();
    }
}
