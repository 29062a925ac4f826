package dev.godwit.server;

import dev.godwit.api.StandaloneServer;
import dev.godwit.core.Failure;
import dev.godwit.core.spi.Engine;
import dev.godwit.pipeline.Runner;
import dev.godwit.service.DataFolder;
import dev.godwit.service.Job;
import dev.godwit.service.KeptProfiles;
import dev.godwit.service.MigrationService;
import dev.godwit.service.Place;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.ServiceSetup;
import dev.godwit.service.access.Tokens;
import dev.godwit.service.profile.ProfileUse;
import dev.godwit.service.profile.Profiles;
import dev.godwit.service.store.Database;
import dev.godwit.service.store.SqlJobStore;
import dev.godwit.service.store.SqlTokenStore;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server of its own, from the store to the network. */
final class RunningServer implements StandaloneServer.Running {

    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpServer http;
    private final Wiring wiring;
    private final MigrationService service;
    private final Profiles profiles;
    private final ScheduledExecutorService reload;
    private final AtomicBoolean down = new AtomicBoolean();

    private RunningServer(
            HttpServer http,
            Wiring wiring,
            MigrationService service,
            Profiles profiles,
            ScheduledExecutorService reload) {
        this.http = http;
        this.wiring = wiring;
        this.service = service;
        this.profiles = profiles;
        this.reload = reload;
    }

    static RunningServer start(StandaloneServer.Options options, DataFolder data, List<Engine> engines, Runner runner) {
        @Nullable ServerTls tls = tls(options);
        var store = Stores.open(options, data);
        try {
            var tokens = new Tokens(new SqlTokenStore(store));
            refuseOpenDoor(options, tls, tokens);
            return start(options, data, engines, runner, tls, store, tokens);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static @Nullable ServerTls tls(StandaloneServer.Options options) {
        var certificate = options.tlsCertificate();
        var key = options.tlsKey();
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw Failure.of(ServiceFailure.TLS_FILES_REFUSED)
                    .found("only one of certificate and key is given")
                    .build();
        }
        return ServerTls.of(certificate, key);
    }

    private static void refuseOpenDoor(StandaloneServer.Options options, @Nullable ServerTls tls, Tokens tokens) {
        if (HostNames.loopback(options.bind())) {
            return;
        }
        boolean nobody = tokens.all().isEmpty();
        if (tls == null || nobody) {
            throw Failure.of(ServiceFailure.BIND_REFUSED)
                    .found(
                            "%s is not loopback, and there is %s",
                            options.bind(), tls == null ? nobody ? "neither a token nor TLS" : "no TLS" : "no token")
                    .build();
        }
    }

    private static RunningServer start(
            StandaloneServer.Options options,
            DataFolder data,
            List<Engine> engines,
            Runner runner,
            @Nullable ServerTls tls,
            Database store,
            Tokens tokens) {
        var jobs = new SqlJobStore(store);
        ProfileUse use =
                id -> jobs.at(new Place.Profile(id)).stream().map(Job::name).toList();
        var profiles = Stores.profiles(store, data, engines, use);
        var service = MigrationService.open(new ServiceSetup(
                data, jobs, store.isShared(), runner, engines, Reports::document, new KeptProfiles(profiles), false));
        var wiring = new Wiring(service, jobs::audit, engines, profiles);
        var routes = new ArrayList<>(wiring.routes(false));
        routes.addAll(wiring.more(profiles, use, tokens));
        boolean trusts = HostNames.loopback(options.bind()) && !options.requireToken();
        var failed = new FailedSignIns(System::nanoTime, wiring.audit()::signInFailed);
        var guard = new Guard(new HostNames(names(options, tls)), SignIn.tokens(tokens, trusts, failed), true);
        try {
            var http = HttpServer.start(options.bind(), options.port(), tls, new Api(guard, routes));
            LOG.atInfo().addKeyValue("address", http.address()).log("The server answers");
            return new RunningServer(http, wiring, service, profiles, reloading(tls));
        } catch (RuntimeException e) {
            wiring.close();
            service.shutDown(PATIENCE);
            profiles.close();
            throw e;
        }
    }

    /** Under which clients may ask: what the certificate, the machine and the operator say. */
    private static List<String> names(StandaloneServer.Options options, @Nullable ServerTls tls) {
        var names = new ArrayList<>(options.names());
        names.add(options.bind());
        if (tls != null) {
            names.addAll(tls.names());
        }
        if (!HostNames.loopback(options.bind())) {
            try {
                names.add(InetAddress.getLocalHost().getHostName());
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .forEach(address -> names.add(address.getHostAddress().replaceFirst("%.*", "")));
            } catch (UnknownHostException | SocketException e) {
                LOG.atInfo().log("The machine's own names are not known: {}", e.getMessage());
            }
        }
        return names;
    }

    private static ScheduledExecutorService reloading(@Nullable ServerTls tls) {
        var ticks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("certificate").factory());
        if (tls != null) {
            var _ = ticks.scheduleWithFixedDelay(tls::reloadIfChanged, 5, 5, TimeUnit.SECONDS);
        }
        return ticks;
    }

    @Override
    public URI address() {
        return http.address();
    }

    @Override
    public void shutDown(Duration patience) {
        if (down.getAndSet(true)) {
            return;
        }
        reload.shutdownNow();
        http.close();
        service.shutDown(patience);
        wiring.close();
        service.close();
        profiles.close();
        LOG.atInfo().log("The server is shut down; its jobs go on at the next start");
    }

    @Override
    public void close() {
        shutDown(PATIENCE);
    }
}
