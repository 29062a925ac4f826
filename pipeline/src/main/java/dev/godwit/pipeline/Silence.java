package dev.godwit.pipeline;

import dev.godwit.core.Failure;
import dev.godwit.core.Mode;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a stop nothing of ours works on at a server, and applications are let in again. Only tried, and not for long: a
 * run that goes on later does the same.
 */
final class Silence {

    private static final Logger LOG = LoggerFactory.getLogger(Silence.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Session session;

    Silence(Session session) {
        this.session = session;
    }

    void make() {
        List.of(attempt(session.target()::endSessions), attempt(session.source()::endSessions))
                .forEach(thread -> Uninterrupted.end(thread, PATIENCE));
        Uninterrupted.end(attempt(this::openDoor), PATIENCE);
    }

    private void openDoor() {
        if (session.plan().mode() == Mode.ONLINE
                && session.target().progress().note(Notes.PROMOTED).isEmpty()) {
            session.target().progress().check();
            session.source().openDoor();
            session.arming().disarm();
        }
    }

    private static Thread attempt(Runnable step) {
        return Thread.ofVirtual().name("godwit-silence").start(() -> {
            try {
                step.run();
            } catch (Failure e) {
                LOG.info("not done after the stop, left to the next run: {}", e.getMessage());
            }
        });
    }
}
