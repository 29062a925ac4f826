package dev.godwit.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One action for many jobs: those that match all that is given, and at least one of these has to be given.
 *
 * @param jobs ids or names
 * @param labels all of them
 * @param status one of them
 * @param all true for every job, or with status for all of that
 * @param action passwords are not taken in a batch
 */
public record BatchRequest(
        @Nullable List<String> jobs,
        @Nullable Map<String, String> labels,
        @Nullable List<String> status,
        @Nullable Boolean all,
        @Nullable ActionRequest action) {}
