package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import dev.godwit.api.JobView;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Follows one job from before it is acted on until that has led somewhere. */
final class Waiting implements AutoCloseable {

    private static final Duration HARDLY = Duration.ofSeconds(1);
    private static final Set<String> SWITCHING = Set.of("PROMOTING", "COMPLETING");

    private final Client client;
    private final String job;
    private final Deed deed;
    private final List<String> databases;
    private final @Nullable EventReader events;
    private final List<String> leftToDo = new CopyOnWriteArrayList<>();
    private final Set<String> back = ConcurrentHashMap.newKeySet();
    private volatile JobEvent.@Nullable Refused refusal;
    private boolean promoting;

    /** @param databases those it is for; empty for all */
    Waiting(Client client, String job, Deed deed, List<String> databases) {
        this.client = client;
        this.job = job;
        this.deed = deed;
        this.databases = databases;
        this.events = tellsMore(deed) ? open() : null;
    }

    /** What is left to do, and why a promotion went back, is told by events only. */
    private static boolean tellsMore(Deed deed) {
        return switch (deed) {
            case PROMOTE, FALLBACK, END, REMOVE, DELETE -> true;
            case START, STOP, RESUME, RETRY, RESTART, VERIFY, VALIDATE -> false;
        };
    }

    private @Nullable EventReader open() {
        try {
            var reader = client.events(job);
            Thread.ofVirtual().start(() -> listen(reader));
            return reader;
        } catch (Refusal refusal) {
            return null; // The action itself will be refused, and say why.
        }
    }

    private void listen(EventReader reader) {
        for (var event = reader.next(); event != null; event = reader.next()) {
            if (event instanceof JobEvent.Result result) {
                result.leftToDo().stream()
                        .filter(task -> !leftToDo.contains(task))
                        .forEach(leftToDo::add);
            }
            if (event instanceof JobEvent.Refused refused) {
                refusal = refused;
                back.add(String.valueOf(refused.database()));
            }
        }
    }

    /** The job where it came to; null when it is gone. */
    @Nullable JobView await() {
        @Nullable JobView last = Polling.until(this::isLast, this::look);
        // The stream is a moment behind, or before, what is stored.
        if (events != null) {
            Polling.pause(HARDLY);
        }
        return last;
    }

    private boolean isLast(@Nullable JobView view) {
        boolean switches = view != null && SWITCHING.contains(view.phase());
        boolean cameBack = promoting && !switches;
        promoting |= switches;
        return deed.isOver(view, databases) || cameBack || (view != null && isBack(view));
    }

    private boolean isBack(JobView view) {
        return refusal != null
                && view.databases().stream()
                        .filter(database -> databases.isEmpty() || databases.contains(database.source()))
                        .filter(database -> !database.removed())
                        .allMatch(database -> back.contains(database.source())
                                || back.contains("null")
                                || Deed.isAtRest(database.status()));
    }

    private @Nullable JobView look() {
        try {
            return client.job(job);
        } catch (Refusal refusal) {
            if (refusal.exitCode() == ExitCode.REFUSED) {
                return null;
            }
            throw refusal;
        }
    }

    /** What a person has to do by hand. */
    List<String> leftToDo() {
        return leftToDo;
    }

    /** Why a promotion did not come about; null when it did. */
    JobEvent.@Nullable Refused refusal() {
        return refusal;
    }

    @Override
    public void close() {
        if (events != null) {
            events.close();
        }
    }
}
