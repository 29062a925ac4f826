package dev.godwit.postgres;

import dev.godwit.core.FailureCode;
import dev.godwit.core.Finding;
import dev.godwit.core.Scope;
import dev.godwit.core.Severity;
import dev.godwit.core.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers what a topic finds on one side. */
final class Findings {

    /** More names than this help nobody on a screen. */
    private static final int NAMES_SHOWN = 10;

    private final Side side;
    private final Scope scope;
    private final List<Finding> list = new ArrayList<>();

    Findings(Side side, Scope scope) {
        this.side = side;
        this.scope = scope;
    }

    /** Forbids the start; what to do is the code's general advice. */
    void failed(FailureCode code, String found) {
        failed(code, found, code.advice());
    }

    /** Forbids the start. */
    void failed(FailureCode code, String found, String next) {
        list.add(new Finding(code, Severity.FAILED, side, scope, found, next));
    }

    /** Asks to be read; what to do is the code's general advice. */
    void warning(FailureCode code, String found) {
        warning(code, found, code.advice());
    }

    /** Asks to be read. */
    void warning(FailureCode code, String found, String next) {
        list.add(new Finding(code, Severity.WARNING, side, scope, found, next));
    }

    List<Finding> list() {
        return List.copyOf(list);
    }

    /** "a, b, c", or "a, b, c and 7 more". */
    static String names(Collection<?> names) {
        String shown = names.stream().limit(NAMES_SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
        return names.size() <= NAMES_SHOWN ? shown : shown + " and " + (names.size() - NAMES_SHOWN) + " more";
    }

    /** "1 table", "2 tables". */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
