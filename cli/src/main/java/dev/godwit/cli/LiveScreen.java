package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line with its time for each phase that is over; below them, redrawn in place, what is done now. */
final class LiveScreen implements Narrator {

    private static final long REDRAW_MILLIS = 100;

    private final Screen screen;
    private final Drawing drawing;
    private final Look look;
    private final Story story = new Story();
    private final LivePart live;
    private final Thread painter;
    private boolean closed;
    private @Nullable String trouble;

    LiveScreen(Screen screen, Look look) {
        this.screen = screen;
        this.drawing = new Drawing(screen.err(), look);
        this.look = look;
        this.live = new LivePart(look);
        this.painter = Thread.ofVirtual().start(this::repaint);
    }

    @Override
    public synchronized void tell(JobEvent event) {
        Story.@Nullable Chapter chapter = story.take(event);
        if (chapter != null && !chapter.phase().equals("PREPARING")) {
            above(Ticks.line(look, chapter));
        }
        switch (event) {
            case JobEvent.Found found -> {
                if (!found.severity().equals("FAILED")) {
                    above(look.warning() + " " + found.code() + " " + found.title() + ": " + found.found());
                }
            }
            case JobEvent.Note note -> trouble = note.text();
            case JobEvent.State state -> trouble = state.status().equals("RUNNING_WITH_ERRORS") ? trouble : null;
            case JobEvent.Refused refused -> above(look.failed() + " " + Words.refused(refused));
            case JobEvent.Result ignored -> drawing.erase();
            case JobEvent.Progress ignored -> {}
            case JobEvent.Lag ignored -> {}
            case JobEvent.Snapshot ignored -> {}
            case JobEvent.Tables ignored -> {}
            case JobEvent.Waiting ignored -> {} // Each is told as an event.
            case JobEvent.Rehearsed ignored -> {}
            case JobEvent.Switching ignored -> {}
            case JobEvent.Verification ignored -> {}
            case JobEvent.Removed ignored -> {}
            case JobEvent.Failed ignored -> {}
        }
    }

    @Override
    public synchronized void say(String text) {
        above(text);
    }

    private void above(String text) {
        drawing.above(text);
    }

    private void repaint() {
        while (true) {
            try {
                Thread.sleep(REDRAW_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            synchronized (this) {
                if (closed) {
                    return;
                }
                draw();
            }
        }
    }

    private void draw() {
        int width = screen.width();
        List<String> lines =
                new ArrayList<>(live.lines(story, width, Duration.between(story.phaseSince(), Instant.now())));
        if (trouble != null) {
            lines.add("  " + trouble);
        }
        drawing.draw(lines, width);
    }

    @Override
    public synchronized void close() {
        closed = true;
        painter.interrupt();
        drawing.erase();
    }
}
