package dev.godwit.service.access;

import dev.godwit.core.Failure;
import dev.godwit.service.ServiceFailure;
import java.util.Locale;

/** What somebody may do; each may all that the ones before it may. */
public enum Role {
    /** Looks, and changes nothing. */
    VIEWER,
    /** Changes jobs and profiles. */
    OPERATOR,
    /** Makes tokens and reads the audit trail. */
    ADMIN;

    /** Whether it may what this other one may. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** For people and documents. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role with this word, in any case.
     *
     * @throws Failure {@code REQUEST_INVALID}
     */
    public static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word.toLowerCase(Locale.ROOT))) {
                return role;
            }
        }
        throw Failure.of(ServiceFailure.REQUEST_INVALID)
                .found("role is viewer, operator or admin")
                .about("role")
                .build();
    }
}
