package dev.godwit.pipeline;

import dev.godwit.core.Failure;
import dev.godwit.core.Finding;
import dev.godwit.core.Phase;
import dev.godwit.core.Server;
import java.time.Duration;
import java.util.List;

/** Listens to a migration while it runs. Called from several threads; must return quickly. */
public interface Journal {

    /** The migration is in this phase from now on; told again after a resume. */
    void phase(Phase phase);

    /** Both sides answered, and this is what they are. */
    void servers(Server source, Server target);

    /** Something an operator wants on the timeline, one sentence. */
    void event(String text);

    void finding(Finding finding);

    /** The full dump, a few times each second. */
    void dump(DumpProgress progress);

    /** Building of indexes or constraints. */
    void building(BuildProgress progress);

    /** The stream of changes, a few times each second. */
    void stream(StreamProgress progress);

    /** Tables that changed their state or progress, and only these; at most once a second. */
    void tables(List<TableProgress> changed);

    /** Tables whose changes are set aside, all of them; told when that changes. */
    void waiting(List<WaitingTable> tables);

    /** A step of the switch begins. */
    void switching(SwitchProgress progress);

    /** A promotion did not come about; the changes are followed as before. */
    void promotionRefused(Failure cause);

    /**
     * The switch has left a way back, which may begin: nothing comes over any more. Told until it returns, again after a
     * crash.
     */
    void wayBackArmed();

    /** A promotion was rehearsed; nothing was changed by it. */
    void rehearsed(Rehearsed result);

    /** A transient failure; the step is tried again after the delay. */
    void retry(Failure cause, int attempt, Duration delay);

    /** The retried step works again. */
    void recovered();
}
