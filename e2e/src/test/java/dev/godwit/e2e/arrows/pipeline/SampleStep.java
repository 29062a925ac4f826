package dev.godwit.e2e.arrows.pipeline;

import dev.godwit.e2e.arrows.postgres.SampleEngine;

/** Breaks an arrow on purpose, so that the test sees its rule fail. */
public final class SampleStep {

    public final SampleEngine engine = new SampleEngine();
}
