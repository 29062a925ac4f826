package dev.godwit.service.profile;

import dev.godwit.core.Failure;
import dev.godwit.pipeline.Endpoint;
import java.util.Optional;

/**
 * A way to a profile's server that is kept open until this is closed: its tunnel, and the files for TLS.
 */
public interface OpenProfile extends AutoCloseable {

    /** What a migration connects to; of no use once this is closed. */
    Endpoint endpoint();

    /** Why the tunnel is down at this moment, as connections do not learn it; it is opened again with each of them. */
    Optional<Failure> trouble();

    /** Idempotent. */
    @Override
    void close();
}
