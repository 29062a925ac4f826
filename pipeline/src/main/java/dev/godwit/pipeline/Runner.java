package dev.godwit.pipeline;

import dev.godwit.core.Failure;
import dev.godwit.core.Side;
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
     * Gives a migration up: releases what it holds on both sides; the data already moved stay.
     *
     * @return what is left to do by hand; or exceptionally a {@link Failure}, and it may be tried again
     */
    CompletableFuture<List<String>> abandon(Order order, Journal journal);
}
