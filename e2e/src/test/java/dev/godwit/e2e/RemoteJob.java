package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/** One job of a server, over REST. */
record RemoteJob(Rest rest, String id) {

    /** For a machine that others use too. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Nothing follows these by itself. */
    private static final Set<Status> AT_REST =
            EnumSet.of(Status.DRAFT, Status.NOT_STARTED, Status.STOPPED, Status.FAILED, Status.ENDED, Status.COMPLETED);

    String path() {
        return "/jobs/" + id;
    }

    JsonNode view() {
        return rest.get(path()).good();
    }

    String state() {
        return view().path("state").asString();
    }

    /** Does an action that has to be allowed; the job as it is then. */
    JsonNode act(String action) {
        return act(action, Map.of());
    }

    JsonNode act(String action, Map<String, ?> body) {
        return ask(action, body).good().path("job");
    }

    Rest.Answer ask(String action, Map<String, ?> body) {
        return rest.post(path() + "/actions/" + action, body);
    }

    Rest.Answer edit(Map<String, ?> change) {
        return rest.patch(path(), change);
    }

    JsonNode timeline() {
        return rest.get(path() + "/timeline?size=200").good().path("items");
    }

    /** Waits for a status, or fails once the job rests in another. */
    JsonNode await(Status status) {
        return await(status.name(), view -> status(view) == status, AT_REST.contains(status));
    }

    JsonNode await(Status status, Phase phase) {
        return await(status + " in " + phase, view -> status(view) == status && in(view, phase), true);
    }

    /** Waits for what its view shows, or fails once the job rests. */
    JsonNode await(String what, Predicate<JsonNode> wanted) {
        return await(what, wanted, true);
    }

    private JsonNode await(String what, Predicate<JsonNode> wanted, boolean settles) {
        var last = new JsonNode[1];
        try {
            Awaitility.await(what)
                    .atMost(LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        last[0] = view();
                        boolean met = wanted.test(last[0]);
                        if (!met && settles && AT_REST.contains(status(last[0]))) {
                            throw new AssertionError(
                                    "waiting for " + what + " it came to rest: " + last[0] + "\n" + timeline());
                        }
                        return met;
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not " + what + " in " + LIMIT + ": " + last[0] + "\n" + timeline(), e);
        }
        return last[0];
    }

    /** Waits until nothing of it is left at the server. */
    void awaitGone() {
        Awaitility.await("gone")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> rest.get(path()).status() == 404);
    }

    JsonNode awaitCaughtUp() {
        return await(
                "caught up",
                view -> status(view) == Status.RUNNING
                        && in(view, Phase.CDC)
                        && view.path("waitingForUser").asBoolean());
    }

    /** The action is refused for this reason, the job says so beforehand, and nothing has changed. */
    void refuses(String action, String reason) {
        var before = view();
        assertThat(reasons(before))
                .as("what the job says of " + action)
                .hasEntrySatisfying(
                        action.toUpperCase(java.util.Locale.ROOT),
                        said -> assertThat(said).contains(reason));
        var problem = ask(action, Map.of()).problem(409, "GW-0202");
        assertThat(problem.path("found").asString()).contains(action + " refused", reason);
        var after = view();
        assertThat(after.path("version").asLong())
                .isEqualTo(before.path("version").asLong());
        assertThat(after.path("state").asString())
                .isEqualTo(before.path("state").asString());
    }

    /** The actions it says are possible now are these and no others. */
    void allows(String... actions) {
        var view = view();
        assertThat(strings(view.path("availableActions")))
                .as(view.path("state").asString())
                .containsExactlyInAnyOrder(actions);
    }

    static Map<String, String> reasons(JsonNode view) {
        return view.path("unavailableActions")
                .valueStream()
                .collect(Collectors.toMap(
                        each -> each.path("action").asString(),
                        each -> each.path("reason").asString()));
    }

    static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    static Status status(JsonNode view) {
        return Status.valueOf(view.path("status").asString());
    }

    static boolean in(JsonNode view, Phase phase) {
        return view.path("phase").asString().equals(phase.name());
    }
}
