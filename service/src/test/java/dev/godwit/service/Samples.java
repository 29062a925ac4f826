package dev.godwit.service;

import dev.godwit.core.Mode;
import dev.godwit.core.Option;
import dev.godwit.core.Phase;
import dev.godwit.core.Plan;
import dev.godwit.core.Selection;
import dev.godwit.core.Status;
import java.time.Instant;

/** Jobs for tests. */
final class Samples {

    static final JobSpec SPEC = spec("sample://app@old:1/shop", "sample://app@new:2/shop");

    private Samples() {}

    static JobSpec spec(String source, String target) {
        return new JobSpec(
                source,
                target,
                Mode.ONLINE,
                Option.VALIDATE_AND_MIGRATE,
                Selection.ALL,
                2,
                Plan.ExistingTarget.FAIL,
                Plan.Promote.MANUAL,
                Plan.Fence.CHECK,
                false,
                Plan.Owner.KEEP,
                Plan.Keyless.FULL);
    }

    static JobSpec withOption(Option option) {
        return new JobSpec(
                SPEC.source(),
                SPEC.target(),
                SPEC.mode(),
                option,
                SPEC.selection(),
                SPEC.workers(),
                SPEC.existingTarget(),
                SPEC.promote(),
                SPEC.fence(),
                SPEC.roles(),
                SPEC.owner(),
                SPEC.keyless());
    }

    static JobSpec withOwner(Plan.Owner owner) {
        return new JobSpec(
                SPEC.source(),
                SPEC.target(),
                SPEC.mode(),
                SPEC.option(),
                SPEC.selection(),
                SPEC.workers(),
                SPEC.existingTarget(),
                Plan.Promote.AUTO,
                SPEC.fence(),
                SPEC.roles(),
                owner,
                SPEC.keyless());
    }

    static Job job(JobSpec spec) {
        var now = Instant.parse("2026-01-01T00:00:00.123456Z");
        var state = new State(Status.NOT_STARTED, Phase.PREPARING);
        return new Job(Names.id(spec), "shop", spec, state, false, 1, now, now, null, null);
    }
}
