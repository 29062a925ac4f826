package dev.godwit.pipeline;

import dev.godwit.core.Position;
import dev.godwit.core.spi.ChangeCapture;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits until the target has passed what the source holds. Thread-safe. */
interface Passing {

    /** Whether changes are applied at all. */
    boolean follows();

    /**
     * Waits until the target holds everything that the source has committed until now; where nothing is applied, only a
     * moment.
     *
     * @return false when it did not come to that in time
     */
    boolean pass(VerifyControl control);

    /** Where nothing is applied: a moment, in which an application may be seen to write. */
    Passing AT_REST = new Passing() {

        private static final Duration MOMENT = Duration.ofMillis(200);

        @Override
        public boolean follows() {
            return false;
        }

        @Override
        public boolean pass(VerifyControl control) {
            LockSupport.parkNanos(MOMENT.toNanos());
            return true;
        }
    };

    /** By marks in the source's log. */
    final class Marked implements Passing {

        private static final Duration LOOK_EACH = Duration.ofMillis(10);
        /** The applier may stand still for a moment, to be compared or repaired at a position. */
        private static final Duration PATIENCE = Duration.ofSeconds(20);
        /** Whoever is far behind is not waited for again and again. */
        private static final Duration IMPATIENCE = Duration.ofMillis(500);

        private final ChangeCapture capture;
        private final Predicate<Position> held;
        private volatile boolean late;

        /** @param held whether the target holds all before a position */
        Marked(ChangeCapture capture, Predicate<Position> held) {
            this.capture = capture;
            this.held = held;
        }

        @Override
        public boolean follows() {
            return true;
        }

        @Override
        public boolean pass(VerifyControl control) {
            return pass(control, late ? IMPATIENCE : PATIENCE);
        }

        boolean pass(VerifyControl control, Duration patience) {
            Position mark = capture.mark();
            long end = System.nanoTime() + patience.toNanos();
            while (!held.test(mark)) {
                control.checkStop();
                if (System.nanoTime() > end) {
                    late = true;
                    return false;
                }
                LockSupport.parkNanos(LOOK_EACH.toNanos());
            }
            late = false;
            return true;
        }
    }
}
