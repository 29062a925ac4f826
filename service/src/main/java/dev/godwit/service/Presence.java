package dev.godwit.service;

import dev.godwit.core.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows that a server lives, and knows which others do. */
interface Presence extends AutoCloseable {

    boolean alive(String server);

    /** Whether servers that cannot see each other use the store. */
    boolean shared();

    /** Called again and again while this server lives. */
    void beat();

    /** Whether others still see this server; when they may not, its runs have to end. */
    boolean healthy();

    @Override
    void close();

    /** Servers on one machine: each locks a file, which the operating system unlocks however the server dies. */
    final class ByLock implements Presence {

        private final DataFolder data;
        private final String me;
        private final FileChannel channel;

        ByLock(DataFolder data, String me) {
            this.data = data;
            this.me = me;
            try {
                channel = FileChannel.open(data.lock(me), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (channel.tryLock() == null) {
                    throw new IOException("locked by another process");
                }
            } catch (IOException e) {
                throw DataFolder.unusable(data.lock(me), e);
            }
        }

        @Override
        public boolean alive(String server) {
            if (server.equals(me)) {
                return true;
            }
            Path file = data.lock(server);
            if (!Files.exists(file)) {
                return false;
            }
            try (var other = FileChannel.open(file, StandardOpenOption.WRITE);
                    var lock = other.tryLock()) {
                if (lock == null) {
                    return true;
                }
                Files.deleteIfExists(file);
                return false;
            } catch (OverlappingFileLockException e) {
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public boolean shared() {
            return false;
        }

        @Override
        public void beat() {}

        @Override
        public boolean healthy() {
            return true;
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(data.lock(me));
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Servers on several machines: each writes the time of the store's own clock again and again. */
    final class ByHeartbeat implements Presence {

        private static final Logger LOG = LoggerFactory.getLogger(ByHeartbeat.class);
        /** Earlier than others take over, by more than a beat, a server that is not seen stops by itself. */
        private static final Duration ALONE_AFTER = Duration.ofSeconds(10);

        private final JobStore store;
        private final String me;
        private final String name;
        private final Heartbeats others = new Heartbeats();
        private volatile long lastBeat = System.nanoTime();

        ByHeartbeat(JobStore store, String me, String name) {
            this.store = store;
            this.me = me;
            this.name = name;
        }

        @Override
        public boolean alive(String server) {
            return others.alive(server, store.lastBeat(server), System.nanoTime());
        }

        @Override
        public boolean shared() {
            return true;
        }

        @Override
        public void beat() {
            long began = System.nanoTime();
            try {
                store.beat(me, name);
                lastBeat = began;
            } catch (Failure e) {
                LOG.warn("The store does not take the heartbeat: {}", e.getMessage());
            }
        }

        @Override
        public boolean healthy() {
            return System.nanoTime() - lastBeat < ALONE_AFTER.toNanos();
        }

        @Override
        public void close() {
            store.leave(me);
        }
    }
}
