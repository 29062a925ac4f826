package dev.godwit.server;

import java.util.ArrayDeque;
import java.util.OptionalLong;

/** Speed of something that grows, over the last ten seconds. */
final class Rate {

    private static final long WINDOW_MILLIS = 10_000;
    /** Nothing is said about the speed before this: first values jump. */
    private static final long STEADY_MILLIS = 2_000;

    private record Point(long millis, long amount) {}

    private final ArrayDeque<Point> points = new ArrayDeque<>();

    void note(long millis, long amount) {
        if (!points.isEmpty() && millis < points.getLast().millis()) {
            points.clear(); // the clock was set back
        }
        points.addLast(new Point(millis, amount));
        while (points.size() > 2 && points.getFirst().millis() < millis - WINDOW_MILLIS) {
            points.removeFirst();
        }
    }

    /** Amount for each second; empty while not yet known. */
    OptionalLong perSecond() {
        if (points.size() < 2) {
            return OptionalLong.empty();
        }
        long time = points.getLast().millis() - points.getFirst().millis();
        long grown = points.getLast().amount() - points.getFirst().amount();
        return time < STEADY_MILLIS || grown < 0 ? OptionalLong.empty() : OptionalLong.of(grown * 1000 / time);
    }
}
