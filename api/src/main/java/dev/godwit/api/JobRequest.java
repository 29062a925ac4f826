package dev.godwit.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A migration to create. Choices are words in any case, as in openapi.yaml; null means the default.
 *
 * @param source address of the database that is left; without a password
 * @param target address of the database that is moved to; without a password
 * @param mode online (default) or offline
 * @param option validate, migrate or validate-and-migrate (default)
 * @param tables patterns of which one must match; none means all
 * @param excludeTables patterns of which none may match
 * @param parallelism min, optimal (default), max or a number
 * @param existingTarget fail (default) or drop
 * @param promote manual (default) or auto
 * @param fence check (default) or close
 * @param roles whether roles are created on the target; default no
 * @param owner keep (default) or none
 * @param keyless full (default), insert-only or refuse
 */
public record JobRequest(
        String source,
        String target,
        @Nullable String mode,
        @Nullable String option,
        @Nullable List<String> tables,
        @Nullable List<String> excludeTables,
        @Nullable String parallelism,
        @Nullable String existingTarget,
        @Nullable String promote,
        @Nullable String fence,
        @Nullable Boolean roles,
        @Nullable String owner,
        @Nullable String keyless) {}
