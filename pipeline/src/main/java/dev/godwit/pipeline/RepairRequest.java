package dev.godwit.pipeline;

import java.util.concurrent.CompletableFuture;

/**
 * A wish for a repair.
 *
 * @param what which rows to look at
 * @param listener hears of the verification before and after
 * @param control the hand on both
 * @param answer completed by who does it
 */
record RepairRequest(
        VerifyOrder what, VerifyListener listener, VerifyControl control, CompletableFuture<Repair> answer) {}
