package dev.godwit.server;

import dev.godwit.api.PlaceView;
import dev.godwit.core.Failure;
import dev.godwit.service.Place;
import dev.godwit.service.ServiceFailure;
import dev.godwit.service.profile.Profile;
import dev.godwit.service.profile.Profiles;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Profiles and addresses, as clients write and see them. */
final class Places {

    private final Addresses addresses;
    private final Function<String, Optional<Profile>> profile;
    private final Function<Collection<String>, List<Profile>> profiles;
    private final Function<Collection<Place>, Map<Place, String>> versions;

    /**
     * @param profile finds one by id or name
     * @param profiles finds those of these ids that are there, at once
     * @param versions of servers that were ever reached, at once
     */
    Places(
            Addresses addresses,
            Function<String, Optional<Profile>> profile,
            Function<Collection<String>, List<Profile>> profiles,
            Function<Collection<Place>, Map<Place, String>> versions) {
        this.addresses = addresses;
        this.profile = profile;
        this.profiles = profiles;
        this.versions = versions;
    }

    /** @param kept null where there are none: in the process of one command */
    static Places of(
            Addresses addresses, @Nullable Profiles kept, Function<Collection<Place>, Map<Place, String>> versions) {
        return kept == null
                ? new Places(addresses, name -> Optional.empty(), ids -> List.of(), versions)
                : new Places(addresses, kept::find, kept::all, versions);
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
        return new Place.Profile(profile.apply(text)
                .orElseThrow(() ->
                        Failure.of(ServiceFailure.PROFILE_NOT_FOUND).found(text).build())
                .id());
    }

    /** What a client would write; null while nobody has said. */
    @Nullable String text(Place place) {
        return switch (place) {
            case Place.Open() -> null;
            case Place.Address(String url) -> url;
            case Place.Profile(String id) ->
                profile.apply(id).map(Profile::name).orElse(id);
        };
    }

    /** Null while nobody has said. */
    @Nullable PlaceView view(Place place) {
        return views(List.of(place)).get(place);
    }

    /** Views of many places, with one look at each table of the store; a place that nobody has said, or that is gone, has none. */
    Map<Place, PlaceView> views(Collection<Place> places) {
        Map<String, Profile> kept = profiles(places);
        Map<Place, String> known = versions.apply(places);
        var views = new HashMap<Place, PlaceView>();
        for (Place place : places) {
            switch (place) {
                case Place.Open() -> {}
                case Place.Address(String url) -> views.put(place, address(null, null, url, known.get(place)));
                case Place.Profile(String id) -> {
                    @Nullable Profile profile = kept.get(id);
                    if (profile != null) {
                        views.put(place, address(profile.id(), profile.name(), profile.url(), known.get(place)));
                    }
                }
            }
        }
        return views;
    }

    private Map<String, Profile> profiles(Collection<Place> places) {
        var ids = new TreeSet<String>();
        for (Place place : places) {
            if (place instanceof Place.Profile(String id)) {
                ids.add(id);
            }
        }
        return profiles.apply(ids).stream().collect(Collectors.toMap(Profile::id, Function.identity()));
    }

    private PlaceView address(@Nullable String profile, @Nullable String name, String url, @Nullable String version) {
        return new PlaceView(profile, name, url, addresses.server(url), addresses.engine(url), version);
    }
}
