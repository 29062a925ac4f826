package dev.godwit.cli;

import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jspecify.annotations.Nullable;

/** Asks the operating system, from the first time on that somebody wants to know. */
final class NativeTerminals implements Screen.Terminals {

    private @Nullable TerminalProvider provider;
    private @Nullable Terminal terminal;
    private boolean sought;
    private boolean opened;

    private synchronized @Nullable TerminalProvider provider() {
        if (!sought) {
            sought = true;
            try {
                provider = TerminalProvider.load("ffm");
            } catch (IOException | RuntimeException | LinkageError e) {
                provider = null; // Everything works without a terminal, in plain lines.
            }
        }
        return provider;
    }

    /** Only this one knows the height. Signals stay as they are: they are {@link Interruption}'s. */
    private synchronized @Nullable Terminal terminal() {
        if (!opened) {
            opened = true;
            try {
                terminal = TerminalBuilder.builder()
                        .system(true)
                        .systemOutput(TerminalBuilder.SystemOutput.SysErr)
                        .nativeSignals(false)
                        .paused(true)
                        .dumb(false)
                        .build();
            } catch (IOException | IllegalStateException e) {
                terminal = null;
            }
        }
        return terminal;
    }

    @Override
    public boolean has(SystemStream stream) {
        var known = provider();
        return known != null && known.isSystemStream(stream);
    }

    @Override
    public int width(SystemStream stream) {
        var known = provider();
        return known == null ? 0 : known.systemStreamWidth(stream);
    }

    @Override
    public int height() {
        var open = terminal();
        return open == null ? 0 : open.getSize().getRows();
    }
}
