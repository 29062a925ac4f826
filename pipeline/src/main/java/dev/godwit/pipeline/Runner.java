package dev.godwit.pipeline;

import dev.godwit.core.DatabaseInfo;
import dev.godwit.core.Failure;
import dev.godwit.core.Plan;
import dev.godwit.core.Side;
import dev.godwit.core.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Where migrations run: in this process, or elsewhere. */
public interface Runner {

    /** Tries to sign in on both sides and answers with what went wrong; empty when nothing did. */
    Map<Side, Failure> signIn(Order order);

    /** Runs a migration; ends with its report, or exceptionally with a {@link Failure}. */
    CompletableFuture<Report> run(Order order, Journal journal, Control control);

    /**
     * Gives a migration up: releases what it holds on both sides; the data already moved stay. Idempotent.
     *
     * @return what is left to do by hand, statements where there are any; or, except with {@link Ending#FORCE} and a
     *     server that does not answer, exceptionally a {@link Failure}, and it may be tried again
     */
    CompletableFuture<List<String>> abandon(Order order, Journal journal, Ending ending);

    /**
     * Undoes a migration: releases the source, drops on the target what this migration made there and nothing else, and
     * forgets its progress. Idempotent; goes on where an attempt that died has ended.
     *
     * @return completed when a new run may begin; or exceptionally with a {@link Failure}
     */
    CompletableFuture<Void> wipe(Order order, Journal journal);

    /**
     * Compares both sides, whatever the migration does meanwhile, here or elsewhere: running, stopped or ended. Changes
     * nothing.
     *
     * @return what was found; or exceptionally a {@link Failure} when a side does not answer
     */
    CompletableFuture<Verification> verify(
            Order order, VerifyOrder what, VerifyListener listener, VerifyControl control);

    /**
     * What an intent would do now; changes nothing. A side that does not answer is named in {@link Preview#leftByHand}.
     */
    Preview preview(Order order, Intent intent);

    /**
     * The databases of a source's server that can be migrated, sorted by name; templates and those that refuse
     * connections are left out.
     *
     * @throws Failure when the server does not answer
     */
    List<DatabaseInfo> databases(Endpoint source);

    /**
     * The selected tables as the source has them, sorted by name.
     *
     * @throws Failure when the source does not answer
     */
    List<TableInfo> tables(Order order);

    /**
     * Who writes on the source, other than Godwit; empty when it is quiet.
     *
     * @throws Failure when the source does not answer
     */
    List<Writer> writers(Order order);

    /**
     * What a migration holds on its source; nothing is connected yet, and the caller closes it.
     *
     * @param work existing private folder of the migration
     */
    SourceHold hold(Plan plan, Endpoint source, Path work);
}
