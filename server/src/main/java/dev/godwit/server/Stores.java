package dev.godwit.server;

import dev.godwit.api.StandaloneServer;
import dev.godwit.core.spi.Engine;
import dev.godwit.service.DataFolder;
import dev.godwit.service.profile.ProfileUse;
import dev.godwit.service.profile.Profiles;
import dev.godwit.service.store.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens what a server remembers. */
final class Stores {

    private Stores() {}

    static Database open(StandaloneServer.Options options, DataFolder data) {
        @Nullable String address = options.store();
        return address == null ? Database.file(data.store()) : Database.server(address, null);
    }

    static Profiles profiles(Database store, DataFolder data, List<Engine> engines, ProfileUse use) {
        return Profiles.in(store, data.root(), System.getenv(), engines, use);
    }
}
