package dev.godwit.service;

import dev.godwit.core.Failure;
import dev.godwit.core.Secret;
import dev.godwit.pipeline.Endpoint;
import org.jspecify.annotations.Nullable;

/** Turns places into what can be connected to. */
final class Reach {

    private final Engines engines;
    private final ProfileReach profiles;

    Reach(Engines engines, ProfileReach profiles) {
        this.engines = engines;
        this.profiles = profiles;
    }

    /** The way to a place; the caller closes it. */
    ProfileReach.Way open(Place place, @Nullable Secret password) {
        return switch (place) {
            case Place.Profile(String id) -> profiles.open(id);
            case Place.Address(String url) -> new Direct(new Endpoint(engines.of(url), url, password));
            case Place.Open() -> throw open();
        };
    }

    /** Its address for people, without secrets; empty when nobody has said yet. */
    String url(Place place) {
        return switch (place) {
            case Place.Profile(String id) -> profiles.url(id);
            case Place.Address(String url) -> url;
            case Place.Open() -> "";
        };
    }

    /** The same in the canonical spelling; says when there is no such engine or profile. */
    Place canonical(Place place) {
        return switch (place) {
            case Place.Profile(String idOrName) -> new Place.Profile(profiles.id(idOrName));
            case Place.Address(String url) -> new Place.Address(engines.of(url).canonical(url));
            case Place.Open open -> open;
        };
    }

    private static Failure open() {
        return Failure.of(ServiceFailure.REQUEST_INVALID)
                .found("source or target is not chosen yet")
                .build();
    }

    private record Direct(Endpoint endpoint) implements ProfileReach.Way {
        @Override
        public void close() {}
    }
}
