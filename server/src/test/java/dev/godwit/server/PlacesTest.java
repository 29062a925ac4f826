package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.godwit.api.PlaceView;
import dev.godwit.service.Place;
import dev.godwit.service.profile.Profile;
import dev.godwit.service.profile.Tls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PlacesTest {

    private final List<Collection<String>> questions = new ArrayList<>();
    private final Places places = new Places(
            new Addresses(List.of(new SampleEngine())),
            name -> {
                questions.add(List.of(name));
                return Optional.empty();
            },
            ids -> {
                questions.add(List.copyOf(ids));
                return ids.stream()
                        .filter(id -> !id.equals("gone"))
                        .map(PlacesTest::profile)
                        .toList();
            },
            places -> {
                questions.add(List.of("versions"));
                return Map.of(new Place.Profile("p7"), "15.18 (Debian)");
            });

    private static Profile profile(String id) {
        var tls = new Tls(null, List.of(), null);
        return new Profile(
                id,
                "name of " + id,
                "sample",
                "sample://app@" + id + ":7/x",
                tls,
                null,
                Set.of(),
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    /** A list of jobs that asks for each line is slow when it is long. */
    @Test
    void asksTheStoreOnceForAPageFullOfProfiles() {
        List<Place> page = IntStream.range(0, 100)
                .<Place>mapToObj(i -> new Place.Profile("p" + i % 60))
                .toList();

        var views = places.views(page);

        assertThat(questions).hasSize(2);
        assertThat(questions.getFirst()).hasSize(60);
        assertThat(views)
                .extractingByKeys(new Place.Profile("p7"), new Place.Profile("p59"))
                .extracting(PlaceView::server, PlaceView::profileName, PlaceView::serverVersion)
                .containsExactly(tuple("p7:7", "name of p7", "15.18 (Debian)"), tuple("p59:7", "name of p59", null));
    }

    @Test
    void sayNothingOfAPlaceThatIsOpenOrGone() {
        var open = new Place.Open();
        var gone = new Place.Profile("gone");
        var address = new Place.Address("sample://app@old:1/shop");

        var views = places.views(List.of(open, gone, address));

        assertThat(views).containsOnlyKeys(address);
        assertThat(views).extractingByKey(address).extracting(PlaceView::server).isEqualTo("old:1");
    }
}
