package dev.godwit.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** How long applications wait with their writes for a switch, and for what; begins when it is made. */
final class WritePause {

    private final long begun = System.nanoTime();
    private final List<String> steps = new ArrayList<>();
    private final List<SwitchProgress.Moment> moments = new ArrayList<>();
    private final Consumer<SwitchProgress> listener;
    private long last = begun;
    private Duration comparing = Duration.ZERO;

    /** @param listener hears of each step as it begins */
    WritePause(Consumer<SwitchProgress> listener) {
        this.listener = listener;
    }

    /** This is done from now on. */
    void begin(SwitchProgress.Step step) {
        moments.add(new SwitchProgress.Moment(step, Duration.ofNanos(System.nanoTime() - begun)));
        listener.accept(new SwitchProgress(moments));
    }

    /** What has taken the time since the last step. */
    void step(String what) {
        long now = System.nanoTime();
        steps.add("%d %s".formatted(TimeUnit.NANOSECONDS.toMillis(now - last), what));
        last = now;
    }

    /** As {@link #step}; what it took is also told by itself. */
    void compared(int tables) {
        comparing = Duration.ofNanos(System.nanoTime() - last);
        step("comparing " + tables + (tables == 1 ? " table" : " tables"));
    }

    Duration comparing() {
        return comparing;
    }

    Duration whole() {
        return Duration.ofNanos(last - begun);
    }

    /** For people; each step in milliseconds. */
    String words() {
        return "Writes waited %d ms: %s".formatted(whole().toMillis(), String.join(", ", steps));
    }
}
