package dev.godwit.server;

import dev.godwit.api.ApiPaths;
import dev.godwit.api.CatalogDatabase;
import dev.godwit.api.CatalogTable;
import dev.godwit.api.CloneRequest;
import dev.godwit.api.ProfileRequest;
import dev.godwit.api.ProfileView;
import dev.godwit.core.Server;
import dev.godwit.service.MigrationService;
import dev.godwit.service.Page;
import dev.godwit.service.Place;
import dev.godwit.service.profile.Profile;
import dev.godwit.service.profile.ProfileUse;
import dev.godwit.service.profile.Profiles;
import dev.godwit.service.profile.TestResult;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connection profiles. */
final class ProfileRoutes {

    private static final String PROFILE = ApiPaths.PROFILES + "/{profile}";
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final int PAGE = 500;

    private final Profiles profiles;
    private final MigrationService service;
    private final ProfileUse use;
    private final Addresses addresses;
    private final Audit audit;
    private final Repeats repeats;

    ProfileRoutes(
            Profiles profiles,
            MigrationService service,
            ProfileUse use,
            Addresses addresses,
            Audit audit,
            Repeats repeats) {
        this.profiles = profiles;
        this.service = service;
        this.use = use;
        this.addresses = addresses;
        this.audit = audit;
        this.repeats = repeats;
    }

    List<Route> routes() {
        return List.of(
                Route.get(ApiPaths.PROFILES, this::list),
                Route.post(ApiPaths.PROFILES, repeats.once(this::create)),
                Route.post(ApiPaths.PROFILES + "/test", this::testDraft),
                Route.get(PROFILE, this::show),
                Route.put(PROFILE, repeats.once(this::edit)),
                Route.delete(PROFILE, repeats.once(this::delete)),
                Route.post(PROFILE + "/clone", repeats.once(this::copy)),
                Route.post(PROFILE + "/test", this::test),
                Route.get(PROFILE + "/databases", this::databases),
                Route.get(PROFILE + "/databases/{database}/tables", this::tables));
    }

    private static String name(Context request) {
        return request.pathParam("profile");
    }

    private void list(Context request) {
        var views = new ArrayList<ProfileView>();
        Page<Profile> page;
        int number = 1;
        do {
            page = profiles.list("", number++, PAGE);
            page.items().forEach(profile -> views.add(view(profile)));
        } while (views.size() < page.total() && !page.items().isEmpty());
        Answers.json(request, views);
    }

    private ProfileView view(Profile profile) {
        return ProfileViews.view(profile, addresses.of(profile.url()), use.jobs(profile.id()));
    }

    private void answer(Context request, Profile profile) {
        Answers.json(request, view(profile), profile.version());
    }

    private void show(Context request) {
        answer(request, profiles.known(name(request)));
    }

    private void create(Context request) {
        var draft = ProfileViews.draft(Bodies.read(request, ProfileRequest.class), null);
        answer(
                request.status(CREATED),
                audit.did(request, "create profile", draft.name(), () -> profiles.create(draft)));
    }

    private void edit(Context request) {
        long seen = Answers.seenAtLast(request);
        var before = profiles.known(name(request));
        Answers.current(request, before.version());
        var draft = ProfileViews.draft(Bodies.read(request, ProfileRequest.class), before);
        answer(request, audit.did(request, "edit profile", before.name(), () -> {
            var after = profiles.edit(before.id(), seen, draft);
            service.knownServers().forget(new Place.Profile(before.id()));
            return after;
        }));
    }

    private void delete(Context request) {
        var profile = profiles.known(name(request));
        audit.did(request, "delete profile", profile.name(), () -> {
            profiles.delete(profile.id());
            service.knownServers().forget(new Place.Profile(profile.id()));
            return profile;
        });
        request.status(NO_CONTENT);
    }

    private void copy(Context request) {
        var before = profiles.known(name(request));
        var asked = Bodies.read(request, CloneRequest.class);
        answer(
                request.status(CREATED),
                audit.did(request, "clone profile", before.name(), () -> profiles.copy(before.id(), asked.name())));
    }

    private void test(Context request) {
        String id = profiles.known(name(request)).id();
        TestResult result = profiles.test(id);
        @Nullable Server server = result.server();
        if (server != null) {
            service.knownServers().seen(new Place.Profile(id), server);
        }
        Answers.json(request, ProfileViews.test(result));
    }

    private void testDraft(Context request) {
        @Nullable String name = request.queryParam("profile");
        @Nullable Profile edited = name == null ? null : profiles.known(name);
        var draft = ProfileViews.draft(Bodies.read(request, ProfileRequest.class), edited);
        Answers.json(request, ProfileViews.test(profiles.test(draft, edited == null ? null : edited.id())));
    }

    private Place place(Context request) {
        return new Place.Profile(profiles.known(name(request)).id());
    }

    private void databases(Context request) {
        Answers.json(
                request,
                service.databases(place(request), null).stream()
                        .map(database -> new CatalogDatabase(database.name(), database.bytes(), database.owner()))
                        .toList());
    }

    private void tables(Context request) {
        Answers.json(
                request,
                service.catalogue(place(request), request.pathParam("database"), null).stream()
                        .map(table -> new CatalogTable(
                                table.name().toString(),
                                table.name().schema(),
                                table.name().name(),
                                table.bytes(),
                                table.estimatedRows(),
                                table.keyed() ? "key" : null))
                        .toList());
    }
}
