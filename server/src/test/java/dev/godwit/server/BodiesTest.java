package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.api.JobRequest;
import dev.godwit.api.TokenRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BodiesTest {

    private static final JobRequest WHOLE = new JobRequest(
            "orders",
            "pg-a",
            "sample://app@new:2/shop",
            List.of("shop", "crm_*"),
            Map.of("shop", "shop2"),
            Map.of("app", "app2"),
            "online",
            "migrate",
            List.of("public.*"),
            List.of("*_old"),
            "4",
            "drop",
            "manual",
            "close",
            true,
            "none",
            "insert-only",
            true,
            List.of(new JobRequest.ThrottleWindow(
                    "22:00", "06:00", new JobRequest.Limit(1000L, null), new JobRequest.Limit(null, 1L << 20))),
            new JobRequest.Retention("200MB", "stop", "50GiB"),
            new JobRequest.GiveWay(50, 2000L),
            Instant.parse("2026-11-22T01:00:00Z"),
            Map.of("wave", "3"));

    @Test
    void readsTheDocumentThatItWrites() {
        String document = Bodies.document(WHOLE);

        assertThat(Bodies.yaml(document, JobRequest.class)).isEqualTo(WHOLE);
        assertThat(document)
                .contains("name: orders", "  - crm_*", "wave: \"3\"")
                .doesNotContain("null", "---");
    }

    @Test
    void namesTheNearestKeyAndTheLineOfOneThatNobodyKnows() {
        assertThatThrownBy(() -> Bodies.yaml("source: a\ntarget: b\nparalelism: 4\n", JobRequest.class))
                .hasMessageContaining("line 3")
                .hasMessageContaining("paralelism")
                .hasMessageContaining("the nearest is parallelism");
        assertThatThrownBy(() -> Bodies.json("{\"throttles\": [{\"form\": \"22:00\"}]}", JobRequest.class))
                .hasMessageContaining("the nearest is from");
    }

    @Test
    void namesTheKeyButNotTheValueThatIsWrong() {
        assertThatThrownBy(() -> Bodies.yaml("name: x\nstartAt: hunter-two\n", JobRequest.class))
                .hasMessageContaining("line 2")
                .hasMessageContaining("startAt")
                .hasMessageNotContaining("hunter");
        assertThatThrownBy(() -> Bodies.yaml("name: 'x\n", JobRequest.class)).hasMessageContaining("not YAML");
        assertThatThrownBy(() -> Bodies.yaml("name: a\nname: b\n", JobRequest.class))
                .hasMessageContaining("line 2");
    }

    @Test
    void acceptsOneValueForAListAndNumbersForWords() {
        var read = Bodies.yaml("databases: shop\nparallelism: 4\n", JobRequest.class);

        assertThat(read.databases()).containsExactly("shop");
        assertThat(read.parallelism()).isEqualTo("4");
    }

    @Test
    void missesWhatHasToBeThere() {
        assertThatThrownBy(() -> Bodies.json("{\"name\": \"ci\"}", TokenRequest.class))
                .hasMessageContaining("role is needed");
    }
}
