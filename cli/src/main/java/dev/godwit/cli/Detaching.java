package dev.godwit.cli;

/** Ctrl-C while a command waits for a server: the command leaves, what it asked for goes on. */
final class Detaching implements AutoCloseable {

    private final Interruption interruption;

    Detaching(Screen screen, Deed deed, boolean silent) {
        this.interruption = new Interruption(code -> {
            if (!silent) {
                screen.err().println();
                screen.err()
                        .println("Not waiting any more. What the server has taken on (%s) goes on. See: godwit job list"
                                .formatted(deed.word()));
                screen.err().flush();
            }
            Runtime.getRuntime().halt(code);
        });
    }

    @Override
    public void close() {
        interruption.close();
    }
}
