package dev.godwit.cli;

import dev.godwit.api.ApiPaths;
import dev.godwit.api.CatalogDatabase;
import dev.godwit.api.CloneRequest;
import dev.godwit.api.Json;
import dev.godwit.api.ProfileRequest;
import dev.godwit.api.ProfileView;
import dev.godwit.api.TestView;
import java.util.List;

/** Speaks to a server about connection profiles. Every method throws a {@link Refusal} when the server refuses. */
final class ProfileClient implements AutoCloseable {

    private final Wire wire;

    ProfileClient(Wire wire) {
        this.wire = wire;
    }

    List<ProfileView> profiles() {
        return List.of(wire.get(ApiPaths.PROFILES, ProfileView[].class));
    }

    ProfileView profile(String idOrName) {
        return wire.get(path(idOrName), ProfileView.class);
    }

    ProfileView create(ProfileRequest request) {
        return wire.post(ApiPaths.PROFILES, request, ProfileView.class);
    }

    /** Changes what is given, of the version that is there now. */
    ProfileView edit(String idOrName, ProfileRequest request) {
        String etag = wire.versioned(path(idOrName), ProfileView.class).etag();
        return wire.change(
                "PUT",
                path(idOrName),
                "application/json",
                Json.STRICT.writeValueAsString(request),
                etag,
                ProfileView.class);
    }

    void delete(String idOrName) {
        wire.delete(path(idOrName));
    }

    ProfileView copy(String idOrName, String name) {
        return wire.post(path(idOrName) + "/clone", new CloneRequest(name), ProfileView.class);
    }

    TestView test(String idOrName) {
        return wire.post(path(idOrName) + "/test", null, TestView.class);
    }

    /** Tries a connection that is not kept. */
    TestView test(ProfileRequest draft) {
        return wire.post(ApiPaths.PROFILES + "/test", draft, TestView.class);
    }

    List<CatalogDatabase> databases(String idOrName) {
        return List.of(wire.get(path(idOrName) + "/databases", CatalogDatabase[].class));
    }

    private static String path(String idOrName) {
        return ApiPaths.PROFILES + "/" + Query.encoded(idOrName);
    }

    @Override
    public void close() {
        wire.close();
    }
}
