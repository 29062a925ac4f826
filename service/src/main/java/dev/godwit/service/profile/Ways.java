package dev.godwit.service.profile;

import dev.godwit.core.Failure;
import dev.godwit.core.spi.ServerAddress;
import dev.godwit.core.spi.Via;
import dev.godwit.pipeline.Endpoint;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ways to servers that are open: one for all users of a profile's version, closed with the last of them. */
final class Ways implements AutoCloseable {

    private final Path tlsRoot;
    private final Map<Key, Way> open = new HashMap<>();

    Ways(Path tlsRoot) {
        this.tlsRoot = tlsRoot;
    }

    /** Ways by one version of a profile: an edit does not touch those who are on their way. */
    private record Key(String profile, long version) {}

    private static final class Way {

        private final Blueprint blueprint;
        private final TlsFolder files;
        private final @Nullable SshTunnel tunnel;
        private int users;

        private Way(Blueprint blueprint, TlsFolder files, @Nullable SshTunnel tunnel) {
            this.blueprint = blueprint;
            this.files = files;
            this.tunnel = tunnel;
        }

        private void close() {
            if (tunnel != null) {
                tunnel.close();
            }
            files.close();
        }
    }

    /**
     * Opens a way, or goes along with one that is open.
     *
     * @param blueprint asked for only when the way is not open yet
     */
    OpenProfile open(Profile profile, @Nullable String database, Supplier<Blueprint> blueprint) {
        var key = new Key(profile.id(), profile.version());
        Way way = enter(key, blueprint);
        try {
            if (way.tunnel != null) {
                way.tunnel.connection(); // says what is wrong; a connection of the engine's would only be closed
            }
            return new Opened(key, way, endpoint(way, database));
        } catch (RuntimeException e) {
            leave(key, way);
            throw e;
        }
    }

    private synchronized Way enter(Key key, Supplier<Blueprint> blueprint) {
        Way way = open.computeIfAbsent(key, _ -> make(blueprint.get()));
        way.users++;
        return way;
    }

    private Way make(Blueprint blueprint) {
        var files = TlsFolder.make(tlsRoot, blueprint.tls().mode(), blueprint.secrets());
        ServerAddress address = blueprint.address();
        Tunnel tunnel = blueprint.tunnel();
        return new Way(
                blueprint,
                files,
                tunnel == null ? null : new SshTunnel(tunnel, blueprint.secrets(), address.host(), address.port()));
    }

    private synchronized void leave(Key key, Way way) {
        if (--way.users == 0) {
            open.remove(key, way);
            way.close();
        }
    }

    private static Endpoint endpoint(Way way, @Nullable String database) {
        var engine = way.blueprint.engine();
        @Nullable Via via = way.tunnel == null ? null : way.tunnel.via();
        return new Endpoint(
                engine,
                engine.secured(way.blueprint.url(), way.files.files()),
                way.blueprint.secrets().get(SecretField.PASSWORD),
                database,
                via);
    }

    /** Closes all that is open, whoever uses it. */
    @Override
    public synchronized void close() {
        open.values().forEach(Way::close);
        open.clear();
    }

    private final class Opened implements OpenProfile {

        private final Key key;
        private final Way way;
        private final Endpoint endpoint;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Opened(Key key, Way way, Endpoint endpoint) {
            this.key = key;
            this.way = way;
            this.endpoint = endpoint;
        }

        @Override
        public Endpoint endpoint() {
            return endpoint;
        }

        @Override
        public Optional<Failure> trouble() {
            return way.tunnel == null ? Optional.empty() : way.tunnel.trouble();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                leave(key, way);
            }
        }
    }
}
