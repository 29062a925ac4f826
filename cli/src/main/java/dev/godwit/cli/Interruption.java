package dev.godwit.cli;

import java.util.function.IntConsumer;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** Ctrl-C and SIGTERM: the first asks to stop, the second leaves at once. */
final class Interruption implements AutoCloseable {

    private final IntConsumer first;
    private final @Nullable Object interrupt;
    private final @Nullable Object terminate;
    private int exitCode;

    /** @param first called once, with the exit code, on a thread of its own */
    Interruption(IntConsumer first) {
        this.first = first;
        this.interrupt = Signals.register("INT", () -> received(ExitCode.INTERRUPTED));
        this.terminate = Signals.register("TERM", () -> received(ExitCode.TERMINATED));
    }

    private synchronized void received(int code) {
        if (exitCode != 0) {
            // What is committed stays; an orderly end is what the first one asked for.
            Runtime.getRuntime().halt(code);
        }
        exitCode = code;
        Thread.ofVirtual().start(() -> first.accept(code));
    }

    @Override
    public void close() {
        Signals.unregister("INT", interrupt);
        Signals.unregister("TERM", terminate);
    }
}
