package dev.godwit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Dashboard, rules and page speak of measures that there are. */
final class OperationsTest {

    private static final Path DOCS = Path.of(System.getProperty("godwit.root"), "docs", "operations");
    private static final Pattern MEASURE = Pattern.compile("\\bgodwit_[a-z_]+");

    @TempDir
    private Path folder;

    @Test
    void speakOnlyOfMeasuresThatThereAre() throws Exception {
        Set<String> there;
        try (var server = TestServer.at(folder.resolve("d"))) {
            server.send("POST", "/api/v1/jobs", """
                    {"source": "sample://a/x", "target": "sample://b/x", "retention": {"bytes": "20GB"}}""");
            server.send("POST", "/api/v1/jobs/x/actions/start", "{\"sourcePassword\": \"hunter-two\"}");
            await().until(() ->
                    server.send("POST", "/api/v1/jobs/x/verify", """
                            {"continuous": true, "sourcePassword": "hunter-two"}""").statusCode() == 202);
            there = await().until(
                            () -> measured(server),
                            names -> names.containsAll(Set.of(
                                    "godwit_lag_seconds", "godwit_source_holders", "godwit_verification_age_seconds")));
        }

        assertThat(there).contains("godwit_jobs", "godwit_lag_seconds", "godwit_retries_total");
        for (String file : new String[] {"grafana-dashboard.json", "prometheus-alerts.yaml", "README.md"}) {
            assertThat(measures(Files.readString(DOCS.resolve(file)))).as(file).isSubsetOf(there);
        }
        assertThat(measures(Files.readString(DOCS.resolve("README.md"))))
                .containsAll(there.stream()
                        .filter(name -> name.startsWith("godwit_"))
                        .toList());
    }

    private static Set<String> measured(TestServer server) throws Exception {
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> measures(String text) {
        return MEASURE.matcher(text)
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void areWellFormed() throws IOException {
        var dashboard = new JsonMapper().readTree(Files.readString(DOCS.resolve("grafana-dashboard.json")));
        var rules = new YAMLMapper().readTree(Files.readString(DOCS.resolve("prometheus-alerts.yaml")));

        assertThat(dashboard.get("panels")).isNotEmpty();
        assertThat(rules.get("groups").get(0).get("rules"))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.get("expr").asString()).isNotBlank());
    }
}
