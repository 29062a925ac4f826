package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.api.ActionResult;
import dev.godwit.api.DatabaseView;
import dev.godwit.api.JobView;
import dev.godwit.api.TimelinePage;
import dev.godwit.api.TimelineView;
import dev.godwit.api.Unavailable;
import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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

    /** Each look costs the server milliseconds of a processor that several tests share. */
    private static final Duration LOOK_EACH = Duration.ofMillis(100);

    /** Nothing follows these by itself. */
    private static final Set<Status> AT_REST =
            EnumSet.of(Status.DRAFT, Status.NOT_STARTED, Status.STOPPED, Status.FAILED, Status.ENDED, Status.COMPLETED);

    String path() {
        return "/jobs/" + id;
    }

    JobView view() {
        return rest.get(path()).good(JobView.class);
    }

    String state() {
        return view().state();
    }

    /** One of its databases, by its name on the source. */
    DatabaseView database(String source) {
        return view().databases().stream()
                .filter(each -> each.source().equals(source) && !each.removed())
                .findFirst()
                .orElseThrow();
    }

    /** Does an action that has to be allowed; the job as it is then. */
    JobView act(String action) {
        return act(action, Map.of());
    }

    JobView act(String action, Map<String, ?> body) {
        return ask(action, body).good(ActionResult.class).job();
    }

    /** Does it with these databases only. */
    JobView act(String action, List<String> databases) {
        return act(action, Map.of("databases", databases));
    }

    Rest.Answer ask(String action, Map<String, ?> body) {
        return rest.post(path() + "/actions/" + action, body);
    }

    Rest.Answer edit(Map<String, ?> change) {
        return rest.patch(path(), change);
    }

    /** All of it, oldest first. */
    List<TimelineView> timeline() {
        var entries = new ArrayList<TimelineView>();
        for (int page = 1; ; page++) {
            var part = rest.get(path() + "/timeline?size=200&page=" + page).good(TimelinePage.class);
            entries.addAll(part.items());
            if (part.items().isEmpty() || entries.size() >= part.total()) {
                entries.sort(Comparator.comparing(TimelineView::at));
                return entries;
            }
        }
    }

    /** Waits for a status, or fails once the job rests in another. */
    JobView await(Status status) {
        return await(status.name(), view -> status(view) == status, AT_REST.contains(status));
    }

    JobView await(Status status, Phase phase) {
        return await(status + " in " + phase, view -> status(view) == status && in(view, phase), true);
    }

    /** The same for a job that may rest now, and comes to this by itself. */
    JobView awaitUnasked(Status status, Phase phase) {
        return await(status + " in " + phase, view -> status(view) == status && in(view, phase), false);
    }

    /** Waits for what its view shows, or fails once the job rests. */
    JobView await(String what, Predicate<JobView> wanted) {
        return await(what, wanted, true);
    }

    private JobView await(String what, Predicate<JobView> wanted, boolean settles) {
        try {
            return Awaitility.await(what)
                    .atMost(LIMIT)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(LOOK_EACH)
                    .until(this::view, view -> {
                        boolean met = wanted.test(view);
                        if (!met && settles && AT_REST.contains(status(view))) {
                            throw new AssertionError("waiting for " + what + " it came to rest: " + told());
                        }
                        return met;
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not " + what + " in " + LIMIT + ": " + told(), e);
        }
    }

    /** Verifies what is asked for, and answers with what was found. */
    JsonNode verified(Map<String, ?> request) {
        var begun = rest.post(path() + "/verify", request).good();
        String path = path() + "/verifications/"
                + begun.path("items").get(0).path("id").asString();
        return Awaitility.await("verified")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> rest.get(path).good(),
                        now -> !List.of("REQUESTED", "RUNNING")
                                .contains(now.path("state").asString()));
    }

    /** For people who look for the cause. */
    String told() {
        String lines = timeline().stream().map(TimelineView::toString).collect(Collectors.joining("\n"));
        return view() + "\n" + lines + "\n" + rest.told();
    }

    /** Waits until nothing of it is left at the server. */
    void awaitGone() {
        Awaitility.await("gone")
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_EACH)
                .until(() -> rest.get(path()).status() == 404);
    }

    JobView awaitCaughtUp() {
        return await(
                "caught up", view -> status(view) == Status.RUNNING && in(view, Phase.CDC) && view.waitingForUser());
    }

    /** The action is refused for this reason, the job says so beforehand, and nothing has changed. */
    void refuses(String action, String reason) {
        var before = view();
        assertThat(reasons(before))
                .as("what the job says of " + action)
                .hasEntrySatisfying(
                        action.toUpperCase(Locale.ROOT),
                        said -> assertThat(said).contains(reason));
        var problem = ask(action, Map.of()).problem(409, "GW-0202");
        assertThat(problem.path("found").asString()).contains(action + " refused", reason);
        var after = view();
        assertThat(after.version()).isEqualTo(before.version());
        assertThat(after.state()).isEqualTo(before.state());
    }

    /** The actions it says are possible now are these and no others. */
    void allows(String... actions) {
        var view = view();
        assertThat(view.availableActions()).as(view.state()).containsExactlyInAnyOrder(actions);
    }

    private static Map<String, String> reasons(JobView view) {
        return view.unavailableActions().stream().collect(Collectors.toMap(Unavailable::action, Unavailable::reason));
    }

    static Status status(JobView view) {
        return Status.valueOf(view.status());
    }

    static boolean in(JobView view, Phase phase) {
        return view.phase().equals(phase.name());
    }
}
