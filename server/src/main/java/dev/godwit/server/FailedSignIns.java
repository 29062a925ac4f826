package dev.godwit.server;

import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts sign-ins with a wrong token by the client's address, so that who guesses fills neither log nor audit trail. A
 * right token always passes: 256 random bits are not found by guessing, and nobody shuts others out.
 */
final class FailedSignIns {

    private static final Logger LOG = LoggerFactory.getLogger(FailedSignIns.class);
    private static final int LIMIT = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** Of addresses, so that many of them do not fill the memory. */
    private static final int REMEMBERED = 10_000;

    private record Count(long since, int failed) {}

    private final Map<String, Count> counts = new LinkedHashMap<>();
    private final LongSupplier nanos;
    private final Consumer<String> audit;

    /**
     * A counter with a clock.
     *
     * @param audit is told the address of each that is not over the limit
     */
    FailedSignIns(LongSupplier nanos, Consumer<String> audit) {
        this.nanos = nanos;
        this.audit = audit;
    }

    /** What to answer to a wrong token from this address. */
    Failure refusal(String address) {
        if (count(address) > LIMIT) {
            return Failure.of(ServiceFailure.SIGN_IN_LIMIT).found(address).build();
        }
        LOG.atWarn().addKeyValue("from", address).log("A sign-in failed");
        audit.accept(address);
        return Failure.of(ServiceFailure.NOT_SIGNED_IN)
                .found("the token is unknown, revoked or expired")
                .build();
    }

    private synchronized int count(String address) {
        long now = nanos.getAsLong();
        @Nullable Count before = counts.remove(address);
        var count = before == null || now - before.since() > WINDOW.toNanos()
                ? new Count(now, 1)
                : new Count(before.since(), before.failed() + 1);
        counts.put(address, count);
        if (counts.size() > REMEMBERED) {
            counts.remove(counts.keySet().iterator().next());
        }
        return count.failed();
    }
}
