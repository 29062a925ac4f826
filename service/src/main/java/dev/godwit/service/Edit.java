package dev.godwit.service;

import org.jspecify.annotations.Nullable;

/**
 * New settings for a job.
 *
 * @param version that the person saw; null to change whichever is there
 * @param name null to keep it
 * @param spec all settings, those that stay too
 * @param passwords to ask the source which databases it has, for addresses that are not profiles
 */
public record Edit(@Nullable Long version, @Nullable String name, JobSpec spec, Passwords passwords) {}
