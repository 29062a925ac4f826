package dev.godwit.service;

import dev.godwit.pipeline.Endpoint;
import dev.godwit.service.profile.OpenProfile;
import dev.godwit.service.profile.Profiles;

/** The connection profiles that are kept, as jobs need them. */
public final class KeptProfiles implements ProfileReach {

    private final Profiles profiles;

    public KeptProfiles(Profiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public Way open(String profile) {
        return new Opened(profiles.open(profile, null));
    }

    @Override
    public String id(String idOrName) {
        return profiles.known(idOrName).id();
    }

    @Override
    public String url(String profile) {
        return profiles.known(profile).url();
    }

    private record Opened(OpenProfile access) implements Way {

        @Override
        public Endpoint endpoint() {
            return access.endpoint();
        }

        @Override
        public void close() {
            access.close();
        }
    }
}
