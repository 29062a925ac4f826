package dev.godwit.api;

import java.util.List;

/**
 * What an action came to.
 *
 * @param job in the state that follows at once
 * @param refused databases of the selection to which it does not apply
 */
public record ActionResult(JobView job, List<RefusedDatabase> refused) {

    public record RefusedDatabase(String database, String reason) {}
}
