package dev.godwit.e2e.arrows.postgres;

/** What a pipeline may not see. */
public final class SampleEngine {}
