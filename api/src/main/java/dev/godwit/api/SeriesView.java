package dev.godwit.api;

import java.time.Instant;
import java.util.List;

/**
 * A measure over time.
 *
 * @param metric lagBytes, lagMs, rowsPerSecond, bytesPerSecond or retainedBytes
 */
public record SeriesView(String metric, List<Line> lines) {

    /** One database, oldest first. */
    public record Line(String database, List<Point> points) {}

    public record Point(Instant at, double value) {}
}
