package dev.godwit.postgres;

import dev.godwit.core.Mode;
import dev.godwit.core.Option;
import dev.godwit.core.Plan;
import dev.godwit.core.Selection;
import java.util.List;

/** Plans for tests. */
final class Plans {

    private Plans() {}

    static Plan online() {
        return plan(Mode.ONLINE, Selection.ALL, Plan.ExistingTarget.FAIL, Plan.Keyless.FULL, false, Plan.Owner.KEEP);
    }

    static Plan offline() {
        return plan(Mode.OFFLINE, Selection.ALL, Plan.ExistingTarget.FAIL, Plan.Keyless.FULL, false, Plan.Owner.KEEP);
    }

    static Plan selecting(List<String> include, List<String> exclude) {
        var selection = new Selection(include, exclude);
        return plan(Mode.ONLINE, selection, Plan.ExistingTarget.FAIL, Plan.Keyless.FULL, false, Plan.Owner.KEEP);
    }

    static Plan dropping() {
        return plan(Mode.ONLINE, Selection.ALL, Plan.ExistingTarget.DROP, Plan.Keyless.FULL, false, Plan.Owner.KEEP);
    }

    static Plan keyless(Plan.Keyless keyless) {
        return plan(Mode.ONLINE, Selection.ALL, Plan.ExistingTarget.FAIL, keyless, false, Plan.Owner.KEEP);
    }

    static Plan roles(boolean roles, Plan.Owner owner) {
        return plan(Mode.ONLINE, Selection.ALL, Plan.ExistingTarget.FAIL, Plan.Keyless.FULL, roles, owner);
    }

    private static Plan plan(
            Mode mode,
            Selection selection,
            Plan.ExistingTarget existing,
            Plan.Keyless keyless,
            boolean roles,
            Plan.Owner owner) {
        return new Plan(
                "m1",
                mode,
                Option.VALIDATE,
                selection,
                2,
                existing,
                Plan.Promote.AUTO,
                Plan.Fence.CHECK,
                roles,
                owner,
                keyless);
    }
}
