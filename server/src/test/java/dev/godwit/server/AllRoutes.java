package dev.godwit.server;

import dev.godwit.core.spi.Engine;
import dev.godwit.service.DataFolder;
import dev.godwit.service.MigrationService;
import dev.godwit.service.ProfileReach;
import dev.godwit.service.ServiceSetup;
import dev.godwit.service.access.Tokens;
import dev.godwit.service.store.Database;
import dev.godwit.service.store.SqlJobStore;
import dev.godwit.service.store.SqlTokenStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The routes that a server of its own registers. */
final class AllRoutes {

    private AllRoutes() {}

    static List<Route> in(Path folder) {
        var data = DataFolder.at(folder);
        List<Engine> engines = List.of(new SampleEngine());
        var store = Database.file(data.store());
        var jobs = new SqlJobStore(store);
        var service = MigrationService.open(new ServiceSetup(
                data, jobs, false, new ObedientRunner(), engines, Reports::document, ProfileReach.NONE, false));
        var profiles = Stores.profiles(store, data, engines, id -> List.of());
        try (service;
                var wiring = new Wiring(service, jobs::audit, engines, profiles)) {
            var routes = new ArrayList<>(wiring.routes(false));
            routes.addAll(wiring.more(profiles, id -> List.of(), new Tokens(new SqlTokenStore(store))));
            return routes;
        }
    }
}
