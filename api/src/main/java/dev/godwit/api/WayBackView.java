package dev.godwit.api;

import org.jspecify.annotations.Nullable;

/**
 * The job that leads back from where another one has led.
 *
 * @param id unique and stable
 * @param name for people
 * @param state in words
 * @param lag how far the database that was left is behind; null while it does not follow
 */
public record WayBackView(
        String id,
        String name,
        String status,
        String phase,
        String state,
        @Nullable LagView lag) {}
