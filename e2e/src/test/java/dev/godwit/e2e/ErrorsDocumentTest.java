package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.core.CoreFailure;
import dev.godwit.core.FailureCode;
import dev.godwit.core.FailureKind;
import dev.godwit.core.spi.Engine;
import dev.godwit.service.ServiceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/errors.md is written from the codes; {@code GODWIT_WRITE_DOCS=1} writes it anew. */
final class ErrorsDocumentTest {

    private static final Path DOCUMENT = SourceTree.here().root().resolve("docs/errors.md");

    private static List<FailureCode> codes() {
        Stream<FailureCode> engines = ServiceLoader.load(Engine.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(engine -> engine.failureCodes().stream());
        return Stream.of(
                        Stream.<FailureCode>of(CoreFailure.values()),
                        Stream.<FailureCode>of(ServiceFailure.values()),
                        engines)
                .flatMap(stream -> stream)
                .sorted(Comparator.comparing(FailureCode::id))
                .toList();
    }

    private static String document() {
        return codes().stream()
                .map(code -> "| %s | %s | %s | %s |\n"
                        .formatted(
                                code.id(),
                                code.title(),
                                words(code.kind()),
                                code.advice().replace("|", "\\|")))
                .collect(Collectors.joining("", """
                        # Errors and findings

                        Written by ErrorsDocumentTest from the codes in the source; do not edit.

                        | code | what is wrong | kind | what to do |
                        |---|---|---|---|
                        """, ""));
    }

    private static String words(FailureKind kind) {
        return switch (kind) {
            case FIX_BY_USER -> "yours to mend";
            case BEGIN_AGAIN -> "begin again";
            case TRANSIENT -> "retried";
            case DATA_CONFLICT -> "data conflict";
            case BUG -> "a mistake of Godwit's";
        };
    }

    @Test
    void documentListsEveryCode() throws IOException {
        if (System.getenv("GODWIT_WRITE_DOCS") != null) {
            Files.writeString(DOCUMENT, document());
        }

        assertThat(Files.readString(DOCUMENT))
                .as("write it anew: GODWIT_WRITE_DOCS=1 ./mvnw -pl e2e -am test -Dtest=ErrorsDocumentTest")
                .isEqualTo(document());
    }

    @Test
    void noCodeIsUsedTwice() {
        assertThat(codes().stream().map(FailureCode::id)).doesNotHaveDuplicates();
    }
}
