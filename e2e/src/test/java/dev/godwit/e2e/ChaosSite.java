package dev.godwit.e2e;

import dev.godwit.e2e.ChaosPlan.Side;
import dev.godwit.testkit.FaultProxy;
import dev.godwit.testkit.PostgresServer;
import dev.godwit.testkit.PostgresServerOptions;
import dev.godwit.testkit.ProcessClock;
import dev.godwit.testkit.SmallDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Two database servers, each behind a proxy, the target's database on a disk of its own, and Godwit, which knows the proxies only. */
final class ChaosSite implements AutoCloseable {

    static final String DATABASE = "app";

    /** As whom Godwit signs in; applications are the role shop, which the door shuts out. */
    static final String MOVER = "mover";

    static final String SHOP = "shop";
    static final String JOB = "chaos";

    private static final int DISK_MEGABYTES = 400;

    private volatile PostgresServer source;
    final PostgresServer target;
    final FaultProxy toSource;
    final FaultProxy toTarget;
    final Optional<SmallDisk> disk = SmallDisk.mount(DISK_MEGABYTES);
    final ServiceProcess godwit;
    /** Godwit's; empty where none can be set. */
    final Optional<ProcessClock> clock;

    private volatile PostgresServer used;

    ChaosSite(ChaosOptions options, Path data) {
        source = server(options, options.from()).start();
        used = source;
        target = server(options, options.to()).set("max_connections", "40").start();
        toSource = FaultProxy.to(source.port());
        toTarget = FaultProxy.to(target.port());
        source.execute("postgres", "CREATE ROLE shop LOGIN PASSWORD 'shop'");
        source.createDatabase(DATABASE, "OWNER shop");
        String tablespace = "";
        if (disk.isPresent()) {
            target.execute(
                    "postgres",
                    "CREATE TABLESPACE small LOCATION '%s'".formatted(disk.get().folder("data")));
            tablespace = "TABLESPACE small";
        }
        target.createDatabase(DATABASE, tablespace);
        for (PostgresServer server : new PostgresServer[] {source, target}) {
            server.execute("postgres", "CREATE ROLE mover SUPERUSER LOGIN PASSWORD 'mover'");
        }
        clock = options.clocks() ? ProcessClock.ofThreads(data.resolve("clock")) : Optional.empty();
        godwit = ServiceProcess.start(data, clock.map(ProcessClock::environment).orElse(Map.of()));
        Runtime.getRuntime().addShutdownHook(new Thread(godwit::close)); // the servers end by themselves
        profile(Site.SOURCE, toSource);
        profile(Site.TARGET, toTarget);
    }

    private static PostgresServerOptions server(ChaosOptions options, int version) {
        var server = PostgresServer.version(version).tls();
        return options.clocks() ? server.clock() : server;
    }

    private void profile(String name, FaultProxy proxy) {
        String url = "postgresql://%s@127.0.0.1:%d/postgres?sslmode=require".formatted(MOVER, proxy.port());
        godwit.rest().profile(name, url, MOVER);
    }

    RemoteJob job() {
        return godwit.rest().job(JOB);
    }

    PostgresServer source() {
        return source;
    }

    /** Where applications write. */
    PostgresServer used() {
        return used;
    }

    /** The switch, as applications see it. */
    void use(PostgresServer server) {
        used = server;
    }

    /** The source dies; so much later its standby is the source, for applications and for Godwit. */
    void failOver(Duration later) {
        var lost = source;
        var standby = lost.standby();
        lost.kill9();
        ChaosStrikes.letPass(later);
        standby.promote();
        toSource.redirect(standby.port());
        source = standby;
        used = standby;
        lost.close();
    }

    PostgresServer server(Side side) {
        return switch (side) {
            case SOURCE -> source;
            case TARGET -> target;
        };
    }

    FaultProxy network(Side side) {
        return switch (side) {
            case SOURCE -> toSource;
            case TARGET -> toTarget;
        };
    }

    @Override
    public void close() {
        godwit.close();
        toSource.close();
        toTarget.close();
        source.close();
        target.close();
        disk.ifPresent(SmallDisk::close);
    }
}
