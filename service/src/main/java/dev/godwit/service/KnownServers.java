package dev.godwit.service;

import dev.godwit.core.Server;
import java.util.Collection;
import java.util.Map;

/** Remembers what servers said of themselves when they were last reached. Thread-safe; each method is one transaction. */
public interface KnownServers {

    void seen(Place place, Server server);

    /** Another server may be there from now on. */
    void forget(Place place);

    /** Versions in full, of those places that were ever reached; with one look at the store. */
    Map<Place, String> versions(Collection<Place> places);
}
