package dev.godwit.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether a person wants what cannot be undone. */
final class Consent {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--yes", description = "Do not ask. Without a terminal nothing is asked, and this is needed.")
    private boolean yes;

    boolean isGiven() {
        return yes;
    }

    /** Refuses where nobody can be asked. */
    void check() {
        if (!yes && !Main.screen(spec).canAsk()) {
            throw new ParameterException(spec.commandLine(), "Without a terminal it needs --yes.");
        }
    }

    /** @param word to be typed where something is lost; empty where a yes is enough */
    boolean ask(String question, String word) {
        var questions = new Questions(Main.screen(spec));
        return word.isEmpty() ? questions.surely(question) : questions.typed(question, word);
    }
}
