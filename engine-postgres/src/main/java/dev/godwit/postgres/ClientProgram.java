package dev.godwit.postgres;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs pg_dump and pg_restore to their end, against the database of some sessions. Ended when its thread is interrupted. */
final class ClientProgram {

    /** So often it is seen whether another Godwit has taken the migration over. */
    private static final Duration LOOK_EACH = Duration.ofSeconds(1);

    private final Sessions sessions;
    private final String settings;

    /** @param settings further options of the session, as in PGOPTIONS */
    ClientProgram(Sessions sessions, String settings) {
        this.sessions = sessions;
        this.settings = settings;
    }

    /**
     * Runs a program.
     *
     * @param arguments never a secret
     * @throws Failure {@code INTERRUPTED} when the thread is
     */
    Outcome run(Path program, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        sessions.writeEnvironment(settings, builder.environment());
        try {
            return finish(builder.start());
        } catch (IOException e) {
            throw Failure.of(CoreFailure.UNEXPECTED)
                    .found("%s did not start", program)
                    .cause(e)
                    .build();
        }
    }

    /** Reading from a process cannot be interrupted, waiting for it can: so others read. */
    private Outcome finish(Process process) throws IOException {
        try {
            process.getOutputStream().close();
            var said = new ArrayList<String>();
            var lines = new ArrayList<String>();
            Thread errors = reader(() -> readLines(process.getErrorStream(), said));
            Thread output = reader(() -> readLines(process.getInputStream(), lines));
            while (!process.waitFor(LOOK_EACH.toMillis(), TimeUnit.MILLISECONDS)) {
                sessions.checkOwner();
            }
            output.join();
            errors.join();
            return new Outcome(process.exitValue(), lines, said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.of(CoreFailure.INTERRUPTED).cause(e).build();
        } finally {
            process.destroy();
        }
    }

    /** Not a virtual thread: who reads a pipe holds its carrier, and pg_restore may say nothing for hours. */
    private static Thread reader(Runnable reading) {
        return Thread.ofPlatform().daemon().name("godwit-program").start(reading);
    }

    private static void readLines(InputStream stream, List<String> into) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().forEach(into::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            into.add("(its messages could not be read to the end)");
        }
    }

    /**
     * What a program answered.
     *
     * @param status 0 when it found nothing wrong
     * @param lines of its standard output
     * @param errors lines of its error output
     */
    record Outcome(int status, List<String> lines, List<String> errors) {}
}
