package dev.godwit.e2e;

import dev.godwit.e2e.ChaosPlan.Side;
import dev.godwit.e2e.ChaosPlan.Strike;
import dev.godwit.testkit.Administrator;
import dev.godwit.testkit.Deadlock;
import dev.godwit.testkit.FaultProxy;
import dev.godwit.testkit.HostileSettings;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.PostgresServer.Shutdown;
import dev.godwit.testkit.ProcessClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Makes the faults of a plan happen, and mends them. */
final class ChaosStrikes {

    private static final String GODWIT = "godwit %";
    private static final Duration CHANCE = Duration.ofSeconds(2);
    private static final Duration DEADLOCK_CHANCE = Duration.ofSeconds(6);

    private static final Duration JUMP = Duration.ofHours(2);
    /** Processes look at it once in a second; the jump after it might take this one back. */
    private static final Duration CLOCK_NOTICED = Duration.ofMillis(1_500);

    private final ChaosSite site;

    ChaosStrikes(ChaosSite site) {
        this.site = site;
    }

    /**
     * Does it, lets it last, and mends it.
     *
     * @return whether it came about: nobody can cancel a statement when none runs
     */
    boolean happens(Strike strike) throws SQLException {
        var random = new Random(strike.dice());
        Side side = strike.side();
        PostgresServer server = site.server(side);
        FaultProxy network = site.network(side);
        var administrator = new Administrator(server, random);
        return switch (strike.fault()) {
            case NETWORK_CUT -> did(network::cut);
            case NETWORK_RESET -> did(network::reset);
            case NETWORK_RESET_MIDWAY ->
                during(strike, () -> network.resetAfter(random.nextInt(200_000)), network::heal);
            case NETWORK_REFUSED ->
                during(
                        strike,
                        () -> {
                            network.refuse();
                            network.reset();
                        },
                        network::heal);
            case NETWORK_SILENT -> during(strike, network::silence, network::heal);
            case NETWORK_SWALLOWS -> during(strike, network::swallow, network::heal);
            case NETWORK_DELAYED ->
                during(strike, () -> network.delay(Duration.ofMillis(random.nextInt(5, 80))), network::heal);
            case NETWORK_SLOW -> during(strike, () -> network.slow(random.nextInt(20_000, 400_000)), network::heal);
            case TLS_CORRUPTED -> during(strike, () -> network.corruptAfter(random.nextInt(100_000)), network::heal);
            case SERVER_KILLED -> during(strike, server::kill9, server::start);
            case SERVER_STOPPED -> during(strike, () -> server.stop(Shutdown.IMMEDIATE), server::start);
            case GODWIT_KILLED -> during(strike, site.godwit::kill9, site.godwit::start);
            case MACHINE_LOST -> machineLost(strike, server);
            case SESSION_ENDED -> chance(CHANCE, () -> administrator.terminates(GODWIT));
            case SESSIONS_ENDED -> endAll(administrator) > 0;
            case STATEMENT_CANCELED -> chance(CHANCE, () -> administrator.cancels(GODWIT));
            case TIMEOUTS_SET -> timeouts(strike, server, administrator);
            case CONNECTIONS_TAKEN -> connectionsTaken(strike, administrator);
            case DEADLOCK -> deadlock();
            case DISK_FULL -> diskFull(strike);
            case SOURCE_FAILOVER -> failover(strike);
            case CLOCK_AHEAD -> jumps(server.clock(), JUMP);
            case CLOCK_BACK -> jumps(server.clock(), JUMP.negated());
            case GODWIT_CLOCK_AHEAD -> jumps(site.clock, JUMP);
            case GODWIT_CLOCK_BACK -> jumps(site.clock, JUMP.negated());
        };
    }

    private static boolean did(Runnable fault) {
        fault.run();
        return true;
    }

    /** It stays where it is then, as a clock that was set. */
    private static boolean jumps(Optional<ProcessClock> clock, Duration by) {
        clock.ifPresent(set -> {
            set.jump(by);
            letPass(CLOCK_NOTICED);
        });
        return clock.isPresent(); // libfaketime is not on every machine
    }

    private static boolean during(Strike strike, Runnable fault, Runnable mending) {
        fault.run();
        letPass(strike.lasts());
        mending.run();
        return true;
    }

    private boolean machineLost(Strike strike, PostgresServer server) {
        site.godwit.kill9();
        server.kill9();
        site.godwit.start();
        letPass(strike.lasts());
        server.start();
        return true;
    }

    private static boolean chance(Duration limit, BooleanSupplier fault) {
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            if (fault.getAsBoolean()) {
                return true;
            }
            letPass(Duration.ofMillis(5));
        }
        return false;
    }

    private static int endAll(Administrator administrator) {
        int ended = 0;
        while (ended < 50 && administrator.terminates(GODWIT)) {
            ended++;
        }
        return ended;
    }

    private static boolean timeouts(Strike strike, PostgresServer server, Administrator administrator)
            throws SQLException {
        try (Connection superuser = server.connect("postgres")) {
            HostileSettings.timeouts(superuser, ChaosSite.MOVER, server.major());
            boolean ended = administrator.terminates(GODWIT);
            letPass(strike.lasts());
            HostileSettings.reset(superuser, ChaosSite.MOVER);
            return ended;
        }
    }

    /** The applications on the source find no connection either. */
    private static boolean connectionsTaken(Strike strike, Administrator administrator) {
        try (var held = administrator.occupies(GODWIT)) {
            letPass(strike.lasts());
            return !held.connections().isEmpty();
        }
    }

    private boolean deadlock() throws SQLException {
        try (Connection superuser = site.target.connect(ChaosSite.DATABASE)) {
            return Deadlock.with(superuser, GODWIT, "ledger.entries", DEADLOCK_CHANCE);
        }
    }

    private boolean diskFull(Strike strike) {
        if (site.disk.isEmpty()) {
            return false; // this account may not mount a file system
        }
        var disk = site.disk.get();
        return during(strike, disk::fill, disk::free);
    }

    private boolean failover(Strike strike) {
        if (site.source().major() < 12) {
            return false; // how a standby is made was another before
        }
        site.failOver(strike.lasts());
        return true;
    }

    static void letPass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(20)));
        }
    }
}
