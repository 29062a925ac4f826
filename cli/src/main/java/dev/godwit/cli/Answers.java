package dev.godwit.cli;

import dev.godwit.api.Json;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** The form of an answer on standard output. */
final class Answers {

    enum Form {
        TABLE,
        JSON,
        YAML;

        @Override
        public String toString() {
            return Words.dashed(name());
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "table, json or yaml. Default: ${DEFAULT-VALUE}.")
    private Form form;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto, always or never. Default: ${DEFAULT-VALUE}.")
    private Look.When color;

    /** For a command whose other options stand in the way of this mixin. */
    static Answers of(CommandSpec spec, Form form, Look.When color) {
        var answers = new Answers();
        answers.spec = spec;
        answers.form = form;
        answers.color = color;
        return answers;
    }

    /** Tells the command that these options belong to: picocli tells a mixin within a mixin the outer one. */
    void bind(CommandSpec command) {
        spec = command;
    }

    boolean isTable() {
        return form == Form.TABLE;
    }

    boolean isYaml() {
        return form == Form.YAML;
    }

    Look err() {
        var screen = Main.screen(spec);
        return Look.of(screen.errIsTerminal(), color, screen.environment());
    }

    Paper paper() {
        var screen = Main.screen(spec);
        return new Paper(screen.out(), Look.of(screen.outIsTerminal(), color, screen.environment()), screen.outWidth());
    }

    /** Prints a record as it is, or what a person wants to see of it. */
    void print(Object answer, Consumer<Paper> table) {
        var paper = paper();
        switch (form) {
            case TABLE -> table.accept(paper);
            case JSON -> paper.raw(Json.STRICT.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
            case YAML -> paper.raw(yaml(Json.STRICT.valueToTree(answer)).stripTrailing());
        }
        paper.flush();
    }

    private static String yaml(JsonNode answer) {
        return YAMLMapper.builder()
                .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build()
                .writeValueAsString(answer);
    }
}
