package dev.godwit.api;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A server in the process of its only client. Found by {@link java.util.ServiceLoader}. */
public interface EmbeddedServer {

    /**
     * Starts on a free port of the loopback interface.
     *
     * @param data folder with jobs, reports and log; made when it is not there
     */
    Running start(Path data);

    /** A server that answers until it is closed. */
    interface Running extends AutoCloseable {

        URI address();

        /** What each request has to carry, so that nobody else on this machine drives the server. */
        String token();

        /** Stops each job at its next safe moment, position and progress kept, and waits for that no longer than this. */
        void stopJobs(Duration patience);

        @Override
        void close();
    }
}
