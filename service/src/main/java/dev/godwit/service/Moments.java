package dev.godwit.service;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Points in time as the store can keep them. */
final class Moments {

    private Moments() {}

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
