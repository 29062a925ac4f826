package dev.godwit.server;

import dev.godwit.api.PlaceView;
import dev.godwit.core.Failure;
import dev.godwit.service.Place;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.profile.Profile;
import dev.godwit.service.profile.Profiles;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Profiles and addresses, as clients write and see them. */
final class Places {

    private final Addresses addresses;
    private final @Nullable Profiles profiles;

    /** @param profiles null where there are none: in the process of one command */
    Places(Addresses addresses, @Nullable Profiles profiles) {
        this.addresses = addresses;
        this.profiles = profiles;
    }

    /**
     * The place that a client means.
     *
     * @param text an address, or a profile's name or id; null or blank while nobody has said
     * @throws Failure {@code PROFILE_NOT_FOUND}
     */
    Place place(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return new Place.Open();
        }
        if (text.contains("://")) {
            return new Place.Address(text);
        }
        return new Place.Profile(profile(text)
                .orElseThrow(() ->
                        Failure.of(ServiceFailure.PROFILE_NOT_FOUND).found(text).build())
                .id());
    }

    private Optional<Profile> profile(String idOrName) {
        return profiles == null ? Optional.empty() : profiles.find(idOrName);
    }

    /** What a client would write; null while nobody has said. */
    @Nullable String text(Place place) {
        return switch (place) {
            case Place.Open() -> null;
            case Place.Address(String url) -> url;
            case Place.Profile(String id) -> profile(id).map(Profile::name).orElse(id);
        };
    }

    /** Null while nobody has said. */
    @Nullable PlaceView view(Place place, @Nullable String version) {
        return switch (place) {
            case Place.Open() -> null;
            case Place.Address(String url) -> address(null, null, url, version);
            case Place.Profile(String id) ->
                profile(id)
                        .map(profile -> address(profile.id(), profile.name(), profile.url(), version))
                        .orElse(null);
        };
    }

    private PlaceView address(@Nullable String profile, @Nullable String name, String url, @Nullable String version) {
        return new PlaceView(profile, name, url, addresses.server(url), addresses.engine(url), version);
    }
}
