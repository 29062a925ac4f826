package dev.godwit.cli;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks again and again at what a server does. */
final class Polling {

    /** A person hardly notices it, and a server neither. */
    private static final Duration PAUSE = Duration.ofMillis(300);

    private Polling() {}

    /** The first view that is the last: nothing more is to come. */
    static <T extends @Nullable Object> T until(Predicate<T> last, Supplier<T> look) {
        while (true) {
            T view = look.get();
            if (last.test(view)) {
                return view;
            }
            pause(PAUSE);
        }
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the server", e);
        }
    }
}
