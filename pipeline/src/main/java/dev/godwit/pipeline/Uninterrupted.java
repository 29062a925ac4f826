package dev.godwit.pipeline;

import java.time.Duration;

/** Waits for threads that are about to end, whatever happens meanwhile. */
final class Uninterrupted {

    private Uninterrupted() {}

    /** Waits for a thread's end; answers with false when this one was interrupted meanwhile. */
    static boolean join(Thread thread) {
        boolean undisturbed = true;
        while (true) {
            try {
                thread.join();
                return undisturbed;
            } catch (InterruptedException e) {
                undisturbed = false;
            }
        }
    }

    /** Waits for a thread's end, interrupts it when that takes too long, and keeps this one's own interruption. */
    static void end(Thread thread, Duration patience) {
        boolean interrupted = Thread.interrupted();
        try {
            if (!thread.join(patience)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            thread.interrupt();
        }
        interrupted |= !join(thread);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
