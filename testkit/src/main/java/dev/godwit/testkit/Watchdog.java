package dev.godwit.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A shell that reads from a pipe of which this JVM holds the other end. When the JVM is gone, also by SIGKILL, the pipe ends,
 * and the shell ends the server and deletes its files. A stranger who got the server's process id was born at another time
 * (man 5 proc: starttime).
 */
final class Watchdog {
    private static final String SCRIPT = """
            born() { cut -d ' ' -f 22 "/proc/$1/stat" 2>/dev/null; }
            first=$(born "$1")
            lives() { kill -0 "$1" 2>/dev/null && test "$(born "$1")" = "$first"; }
            read -r line && exit 0
            lives "$1" && kill -QUIT "$1" 2>/dev/null
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                lives "$1" || break
                sleep 0.5
            done
            test -z "$2" || rm -rf -- "$2"
            """;

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    static Watchdog over(Process server, Optional<Path> deletable) throws IOException {
        var shell = new ProcessBuilder(List.of(
                        "setsid",
                        "sh",
                        "-c",
                        SCRIPT,
                        "watchdog",
                        Long.toString(server.pid()),
                        deletable.map(Path::toString).orElse("")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var watchdog = new Watchdog(shell);
        var _ = server.onExit().thenRun(watchdog::release); // its process id may soon be another's
        return watchdog;
    }

    /** The server may live, or has ended. */
    synchronized void release() {
        try (var pipe = shell.getOutputStream()) {
            pipe.write("released\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException released) {
            return; // it has ended already
        }
    }
}
