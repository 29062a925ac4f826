package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.PlaceView;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen of a job while it runs, and what can be changed of it. */
class RunningJobIT {

    @TempDir
    static Path data;

    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start(data);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void takesAFurtherDatabaseWhileItRunsButNoOtherTables() {
        site.database("first");
        site.database("second");
        var job = site.job("grows", Map.of(), "first");
        job.act("start");
        job.awaitCaughtUp();
        var began = job.database("first").startedAt();
        String version =
                Proof.strings(site.source(), "postgres", "SHOW server_version").getFirst();
        var listed = site.rest().get("/jobs?search=grows").good().path("items").path(0);
        assertThat(listed.path("sourceType").asString()).isEqualTo("postgresql " + version.replaceFirst(" .*", ""));
        assertThat(job.view().source()).extracting(PlaceView::serverVersion).isEqualTo(version);

        job.edit(Map.of("databases", List.of("first", "second"))).good();
        job.await(
                "both follow",
                view -> view.databases().size() == 2
                        && view.databases().stream()
                                .allMatch(each -> each.status().equals(Status.RUNNING.name())
                                        && each.phase().equals(Phase.CDC.name())));
        assertThat(job.database("first").startedAt()).isEqualTo(began);

        var before = job.view();
        var refused = job.edit(Map.of("tables", List.of("public.item"))).problem(409, "GW-0202");
        assertThat(refused.path("found").asString()).contains("edit refused for grows", "its tables are settled");
        job.edit(Map.of("renames", Map.of("public", "other"))).problem(400, "GW-0209");
        assertThat(job.view().version()).isEqualTo(before.version());
        assertThat(job.view().settings()).isEqualTo(before.settings());

        job.awaitCaughtUp();
        job.act("promote");
        job.await(Status.COMPLETED);
        Proof.equalAndTidy(site.source(), site.target(), "first");
        Proof.equalAndTidy(site.source(), site.target(), "second");
    }

    @Test
    void aProfileOfAServerAloneNamesNoDatabaseAndListsThemAll() {
        site.source().createDatabase("listed");
        var profile = site.rest().get("/profiles/" + Site.SOURCE).good();
        assertThat(profile.path("url").asString())
                .doesNotContain(":" + site.source().port() + "/");
        assertThat(profile.has("database")).isFalse();
        assertThat(site.rest()
                        .get("/profiles/" + Site.SOURCE + "/databases")
                        .good()
                        .valueStream())
                .extracting(each -> each.path("name").asString())
                .contains("listed", "small");
        var test =
                site.rest().post("/profiles/" + Site.SOURCE + "/test", Map.of()).good();
        assertThat(test.path("ok").asBoolean()).as(test::toString).isTrue();

        var refused = site.rest()
                .post("/jobs", Map.of("name", "vague", "source", Site.SOURCE, "target", Site.TARGET))
                .problem(400, "GW-0214");
        assertThat(refused.path("found").asString()).contains("the source's profile names none");
    }

    @Test
    void aServerThatIsAskedToEndGoesOnWhereItsStoreIsOnAServerToo() {
        site.target().createDatabase("store");
        site.database("stored");
        String store =
                site.target().url("store").replace("@", ":" + site.target().password() + "@");
        try (var service = ServiceProcess.start(data.resolve("stored"), Map.of("GODWIT_STORE", store))) {
            service.rest()
                    .profile("from", Site.url(site.source()), site.source().password());
            service.rest().profile("to", Site.url(site.target()), site.target().password());
            var job = service.rest()
                    .create(Map.of("name", "kept", "source", "from", "target", "to", "databases", List.of("stored")));
            job.act("start");
            job.awaitCaughtUp();

            assertThat(service.terminate()).isZero();
            assertThat(Proof.strings(site.target(), "store", "SELECT name FROM job"))
                    .containsExactly("kept");
            site.source().execute("stored", "INSERT INTO item VALUES (-1, 'while nobody looked')");
            service.start();
            job.awaitUnasked(Status.RUNNING, Phase.CDC);
            assertThat(job.timeline().toString())
                    .contains("Server started again; goes on in CDC")
                    .doesNotContain("Stopped;");
            assertThat(service.rest()
                            .get("/jobs?status=RUNNING")
                            .good()
                            .path("total")
                            .asInt())
                    .isEqualTo(1);

            job.awaitCaughtUp();
            job.act("promote");
            job.await(Status.COMPLETED);
        }
        Proof.equalAndTidy(site.source(), site.target(), "stored");
    }

    @Test
    void aRenameThatCannotBeIsRefusedBeforeThereIsAJob() {
        var settings = new TreeMap<String, Object>(Map.of(
                "name",
                "renamed",
                "source",
                Site.SOURCE,
                "target",
                Site.TARGET,
                "databases",
                List.of("sales"),
                "renames",
                Map.of("sales.public", "sales.shop")));
        var refused = site.rest().post("/jobs", settings).problem(400, "GW-0209");
        assertThat(refused.path("next").asString()).contains("schemas by schemaRenames", "tables keep their names");
        assertThat(site.rest().get("/jobs/renamed").status()).isEqualTo(404);
    }
}
