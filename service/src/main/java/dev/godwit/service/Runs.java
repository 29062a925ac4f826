package dev.godwit.service;

import dev.godwit.pipeline.Control;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The databases this process works on. */
final class Runs {

    /** Each holds a few connections and buffers; beyond this they wait for each other. */
    private static final int AT_ONCE = 64;

    private final Parts parts;
    private final Map<String, Course> courses = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private volatile boolean closing;

    Runs(Parts parts) {
        this.parts = parts;
    }

    /** A place among those that run at once; none when a stop was asked for while it waited. */
    record Place(Semaphore places, boolean taken) implements AutoCloseable {
        @Override
        public void close() {
            if (taken) {
                places.release();
            }
        }
    }

    Place place(Control control) {
        try {
            while (!control.stopRequested() && !closing) {
                if (places.tryAcquire(200, TimeUnit.MILLISECONDS)) {
                    return new Place(places, true);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Place(places, false);
    }

    /** Sees to it that somebody does what the status of a database demands. */
    void wake(Job job, String database, Passwords passwords) {
        synchronized (courses) {
            @Nullable Course running = courses.get(database);
            if (running != null) {
                running.wake(passwords);
                return;
            }
            if (closing) {
                return;
            }
            var course = new Course(parts, job, database, passwords);
            courses.put(database, course);
            Thread.ofVirtual().name("job-" + database).start(course);
        }
    }

    /** Whether nothing was asked meanwhile, so that the course may end. */
    boolean over(Course course) {
        synchronized (courses) {
            if (course.takeAgain() && !course.leaves()) {
                return false;
            }
            courses.remove(course.journal().database(), course);
            return true;
        }
    }

    void drop(Course course) {
        synchronized (courses) {
            courses.remove(course.journal().database(), course);
        }
    }

    Optional<Course> of(String database) {
        return Optional.ofNullable(courses.get(database));
    }

    Collection<Course> all() {
        return List.copyOf(courses.values());
    }

    /** From now on runs end where they are, and keep the status they have. */
    void close() {
        closing = true;
        all().forEach(Course::lose);
    }

    boolean closing() {
        return closing;
    }

    /** Waits until nothing runs, at most this long. */
    void await(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!courses.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
