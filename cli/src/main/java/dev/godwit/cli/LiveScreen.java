package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line with its time for each phase that is over; below them, redrawn in place, what is done now. */
final class LiveScreen implements Narrator {

    private static final long REDRAW_MILLIS = 100;

    private final Screen screen;
    private final PrintStream err;
    private final Look look;
    private final Story story = new Story();
    private final LivePart live;
    private final Thread painter;
    private int drawn;
    private boolean closed;
    private @Nullable String trouble;

    LiveScreen(Screen screen, Look look) {
        this.screen = screen;
        this.err = screen.err();
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
            case JobEvent.Result ignored -> erase();
            case JobEvent.Progress ignored -> {}
            case JobEvent.Lag ignored -> {}
            case JobEvent.Snapshot ignored -> {}
            case JobEvent.Tables ignored -> {}
            case JobEvent.Removed ignored -> {}
            case JobEvent.Failed ignored -> {}
        }
    }

    @Override
    public synchronized void say(String text) {
        above(text);
    }

    /** Writes lines that stay. */
    private void above(String text) {
        erase();
        err.println(look.plain(text));
        err.flush();
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
        var frame = new StringBuilder(back());
        for (String line : lines) {
            frame.append("\u001b[2K")
                    .append(Cells.cut(look.plain(line), width - 1))
                    .append('\n');
        }
        frame.append("\u001b[J");
        drawn = lines.size();
        err.print(frame);
        err.flush();
    }

    private void erase() {
        if (drawn > 0) {
            err.print(back() + "\u001b[J");
            drawn = 0;
        }
    }

    private String back() {
        return drawn == 0 ? "" : "\u001b[" + drawn + "A\r";
    }

    @Override
    public synchronized void close() {
        closed = true;
        painter.interrupt();
        erase();
        err.flush();
    }
}
