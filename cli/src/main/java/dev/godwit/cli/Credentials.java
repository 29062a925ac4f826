package dev.godwit.cli;

import dev.godwit.api.ActionRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Passwords for both sides: from the environment, or typed when the server asks for them. */
final class Credentials {

    private final Questions questions;

    private @Nullable String source;
    private @Nullable String target;

    Credentials(Questions questions, Map<String, String> environment) {
        this.questions = questions;

        this.source = environment.get("GODWIT_SOURCE_PASSWORD");
        this.target = environment.get("GODWIT_TARGET_PASSWORD");
    }

    /** Uses these instead. */
    void set(String sourcePassword, String targetPassword) {
        source = sourcePassword;
        target = targetPassword;
    }

    ActionRequest request() {
        return ActionRequest.passwords(source, target);
    }

    /** The same request with what is known. */
    ActionRequest with(ActionRequest request) {
        return new ActionRequest(
                source, target, request.databases(), request.mode(), request.override(), request.fallback());
    }

    /** Whether the environment has all that the server misses. */
    boolean holds(Refusal refusal) {
        return !refusal.passwordNeeded().isEmpty()
                && refusal.passwordNeeded().stream()
                        .allMatch(side -> (side.equals("SOURCE") ? source : target) != null);
    }

    /** Gets what the server misses; false when nobody can be asked, or gives up. */
    boolean complete(Refusal refusal) {
        if (refusal.passwordNeeded().isEmpty() || !questions.canAsk()) {
            return false;
        }
        for (String side : refusal.passwordNeeded()) {
            @Nullable String typed = questions.password("Password of the " + Words.dashed(side));
            if (typed == null) {
                return false;
            }
            if (side.equals("SOURCE")) {
                source = typed;
            } else {
                target = typed;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
