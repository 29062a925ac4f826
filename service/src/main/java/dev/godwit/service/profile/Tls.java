package dev.godwit.service.profile;

import dev.godwit.core.spi.TlsMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a profile's connections are protected.
 *
 * @param mode null for what the address says
 * @param authorities those that were uploaded; empty for what the address, or the engine, says
 * @param certificate the client's, first of its chain; null without one
 */
public record Tls(
        @Nullable TlsMode mode,
        List<CertificateSummary> authorities,
        @Nullable CertificateSummary certificate) {

    /** All as the address says. */
    public static final Tls AS_ADDRESS = new Tls(null, List.of(), null);

    public Tls {
        authorities = List.copyOf(authorities);
    }
}
