package dev.godwit.service;

import dev.godwit.pipeline.Limit;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much a job may ask of the servers, by the time of day.
 *
 * @param windows the first that covers the hour counts, else the first without hours; nothing else is limited
 */
public record Throttles(List<Window> windows) {

    /** No limits. */
    public static final Throttles NONE = new Throttles(List.of());

    public Throttles {
        windows = List.copyOf(windows);
    }

    /**
     * Limits for some hours.
     *
     * @param from in the server's time zone, inclusive; null together with {@code to} for all hours
     * @param to exclusive; before {@code from} when the window covers midnight
     * @param dump limits of the full dump
     * @param cdc limits of change data capture
     */
    public record Window(@Nullable LocalTime from, @Nullable LocalTime to, Limit dump, Limit cdc) {

        private static final Window OPEN = new Window(null, null, Limit.NONE, Limit.NONE);

        boolean always() {
            return from == null || to == null;
        }

        boolean covers(LocalTime time) {
            if (from == null || to == null) {
                return false;
            }
            boolean afterFrom = !time.isBefore(from);
            boolean beforeTo = time.isBefore(to);
            return from.isBefore(to) ? afterFrom && beforeTo : afterFrom || beforeTo;
        }
    }

    /** The window that counts at this time. */
    public Window at(LocalTime time) {
        return windows.stream()
                .filter(window -> window.covers(time))
                .findFirst()
                .or(() -> windows.stream().filter(Window::always).findFirst())
                .orElse(Window.OPEN);
    }
}
