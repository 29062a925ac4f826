package dev.godwit.service;

import dev.godwit.core.Phase;
import dev.godwit.core.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One database of a job.
 *
 * @param id name of the migration on both servers: at most 30 lower-case letters, digits and underscores
 * @param source the database's name on the source
 * @param target its name on the target
 * @param begun whether either server may hold anything of this migration
 * @param removed taken out of the job; does not count any more
 * @param failure why it failed; null unless it did
 * @param trouble what is tried again; null while nothing is
 * @param wish what was asked and is not done yet; null without
 * @param startedAt of the first start; null before
 * @param endedAt when it came to rest for good; null before
 * @param leftToDo what a person has to do by hand, from the last run or the end
 */
public record JobDatabase(
        String id,
        String source,
        String target,
        State state,
        boolean begun,
        boolean removed,
        @Nullable Cause failure,
        @Nullable Trouble trouble,
        @Nullable Wish wish,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        List<String> leftToDo) {

    public JobDatabase {
        leftToDo = List.copyOf(leftToDo);
    }

    static JobDatabase fresh(String id, String source, String target) {
        var state = new State(Status.NOT_STARTED, Phase.PREPARING);
        return new JobDatabase(id, source, target, state, false, false, null, null, null, null, null, List.of());
    }

    /** A database that was left, and follows the one that another was promoted to. */
    static JobDatabase follower(String id, JobDatabase promoted) {
        var state = new State(Status.STOPPED, Phase.CDC);
        return new JobDatabase(
                id,
                /* source= */ promoted.target(),
                /* target= */ promoted.source(),
                state,
                true,
                false,
                null,
                null,
                null,
                Moments.now(),
                null,
                List.of());
    }

    public Status status() {
        return state.status();
    }

    /** Whether it failed for a reason that cannot heal, so that only a restart helps. */
    public boolean needsRestart() {
        return status() == Status.FAILED && failure != null && !failure.retryable();
    }

    /** Whether only validation was asked for. */
    boolean validates() {
        return wish != null && wish.kind() == Wish.Kind.VALIDATE;
    }

    /** Whether it applies changes. */
    boolean follows() {
        boolean runs = status() == Status.RUNNING || status() == Status.RUNNING_WITH_ERRORS;
        return runs && state.phase() == Phase.CDC;
    }

    /** Whether a promotion was asked for that is not done. */
    boolean promotes() {
        return wish != null && (wish.kind() == Wish.Kind.PROMOTE || wish.kind() == Wish.Kind.PROMOTE_OVERRIDDEN);
    }

    /** Whether a rehearsal was asked for that is not done. */
    public boolean rehearses() {
        return wish != null && wish.kind() == Wish.Kind.REHEARSE;
    }

    /** Whether it stops in order to release its source. */
    boolean frees() {
        return status() == Status.STOPPING && wish != null && wish.kind() == Wish.Kind.FREE;
    }

    /** In another state; what was in trouble is not any more. */
    JobDatabase in(State next, Instant now) {
        boolean over = next.status() == Status.COMPLETED || next.status() == Status.ENDED;
        boolean first = startedAt == null && next.status() == Status.STARTING && !validates();
        return new JobDatabase(
                id,
                source,
                target,
                next,
                !over && (begun || next.changesServers()),
                removed,
                next.status() == Status.FAILED || validates() ? failure : null,
                null,
                next.active() ? wish : null,
                first ? now : startedAt,
                over ? now : null,
                leftToDo);
    }

    JobDatabase because(@Nullable Cause cause) {
        return new JobDatabase(
                id, source, target, state, begun, removed, cause, trouble, wish, startedAt, endedAt, leftToDo);
    }

    JobDatabase troubled(@Nullable Trouble now) {
        return new JobDatabase(
                id, source, target, state, begun, removed, failure, now, wish, startedAt, endedAt, leftToDo);
    }

    JobDatabase wishing(@Nullable Wish asked) {
        return new JobDatabase(
                id, source, target, state, begun, removed, failure, trouble, asked, startedAt, endedAt, leftToDo);
    }

    JobDatabase leaving(List<String> toDo) {
        return new JobDatabase(
                id, source, target, state, begun, removed, failure, trouble, wish, startedAt, endedAt, toDo);
    }

    JobDatabase begun(boolean now) {
        return new JobDatabase(
                id, source, target, state, now, removed, failure, trouble, wish, startedAt, endedAt, leftToDo);
    }

    /** Nothing of it is on either server. */
    JobDatabase released() {
        return new JobDatabase(
                id, source, target, state, false, removed, failure, null, null, startedAt, endedAt, leftToDo);
    }

    JobDatabase takenOut() {
        return new JobDatabase(
                id, source, target, state, begun, true, failure, trouble, wish, startedAt, endedAt, leftToDo);
    }
}
