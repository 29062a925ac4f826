package dev.godwit.server;

import dev.godwit.core.spi.Engine;
import dev.godwit.service.AuditEntry;
import dev.godwit.service.JobQuery;
import dev.godwit.service.MigrationService;
import dev.godwit.service.access.Tokens;
import dev.godwit.service.profile.ProfileUse;
import dev.godwit.service.profile.Profiles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts the routes together over a service. */
final class Wiring implements AutoCloseable {

    private final MigrationService service;
    private final Live live;
    private final JobViews views;
    private final JobSpecs specs;
    private final Addresses addresses;
    private final Audit audit;
    private final Repeats repeats = new Repeats();

    /** @param profiles null where there are none */
    Wiring(MigrationService service, Consumer<AuditEntry> trail, List<Engine> engines, @Nullable Profiles profiles) {
        this.service = service;
        this.live = new Live(service);
        this.addresses = new Addresses(engines);
        var places = Places.of(addresses, profiles, service.knownServers()::versions);
        this.specs = new JobSpecs(places);
        this.views = new JobViews(specs, places, live, service);
        this.audit = new Audit(trail);
    }

    Audit audit() {
        return audit;
    }

    /** What every server has. */
    List<Route> routes(boolean attends) {
        var routes = new ArrayList<Route>();
        routes.addAll(new ServerRoutes(
                        () -> service.jobs(JobQuery.ALL.at(1, 1)), new Metrics(service, live), addresses.engines())
                .routes());
        routes.addAll(new JobRoutes(service, specs, views, repeats, attends).routes());
        routes.addAll(new ActionRoutes(service, views, repeats).routes());
        routes.addAll(new PreviewRoutes(service).routes());
        routes.addAll(new VerifyRoutes(service, repeats).routes());
        routes.addAll(new WaitingRoutes(service, repeats).routes());
        routes.addAll(new PartRoutes(service, views).routes());
        routes.add(new EventStream(service, views).route());
        routes.add(new ListStream(service, views).route());
        routes.add(new AuditRoutes(service).route());
        return routes;
    }

    /** What only a server of its own has. */
    List<Route> more(Profiles profiles, ProfileUse use, Tokens tokens) {
        var routes = new ArrayList<Route>();
        routes.addAll(new ProfileRoutes(profiles, service, use, addresses, audit, repeats).routes());
        routes.addAll(new TokenRoutes(tokens, audit).routes());
        routes.addAll(new Sessions(tokens).routes());
        routes.addAll(new Console().routes());
        return routes;
    }

    @Override
    public void close() {
        live.close();
    }
}
