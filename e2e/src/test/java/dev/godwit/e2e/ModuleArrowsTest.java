package dev.godwit.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keeps the modules apart. Where a rule is in the way, change docs/architecture.md first, with a
 * reason.
 */
final class ModuleArrowsTest {

    private static final Arrows ARROWS = new Arrows("dev.godwit");

    private static final Map<String, String> PACKAGE_OF_MODULE =
            Map.of("engine-postgres", "postgres", "runtime-embedded", "runtime");

    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("core", Set.of()),
            Map.entry("pipeline", Set.of("core")),
            Map.entry("postgres", Set.of("core")),
            Map.entry("runtime", Set.of("pipeline", "core")),
            Map.entry("service", Set.of("pipeline", "core")),
            Map.entry("api", Set.of()),
            Map.entry("console", Set.of()),
            Map.entry("server", Set.of("api", "console", "service", "runtime", "pipeline", "core")),
            Map.entry("cli", Set.of("api")),
            Map.entry("testkit", Set.of("core")),
            Map.entry("demo", Set.of("cli", "api", "testkit", "core")));

    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.godwit");

    @ParameterizedTest
    @MethodSource("shippedModules")
    void moduleUsesOnlyWhatItsArrowsReach(String module) {
        ARROWS.from(module, ALLOWED.getOrDefault(module, Set.of())).check(SHIPPED);
    }

    static Set<String> shippedModules() {
        return ALLOWED.keySet();
    }

    @Test
    void everyModuleHasItsArrows() {
        var packages = SourceTree.here().modules().stream()
                .filter(module -> !module.equals("e2e"))
                .map(module -> PACKAGE_OF_MODULE.getOrDefault(module, module));

        assertThat(packages).containsExactlyInAnyOrderElementsOf(ALLOWED.keySet());
    }

    @Test
    void coreUsesTheJdkAndJSpecifyOnly() {
        classes()
                .that()
                .resideInAPackage("dev.godwit.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.godwit.core..")
                .check(SHIPPED);
    }

    @Test
    void onlyTheEngineAndTheTestkitUseTheDriver() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.godwit.postgres..", "dev.godwit.testkit..", "dev.godwit.demo..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.postgresql..")
                .check(SHIPPED);
    }

    @Test
    void reportsAPipelineThatSeesAnEngine() {
        var samples = new ClassFileImporter().importPackages("dev.godwit.e2e.arrows");
        var arrows = new Arrows("dev.godwit.e2e.arrows");

        assertThat(arrows.from("pipeline", Set.of()).evaluate(samples).hasViolation())
                .isTrue();
        assertThat(arrows.from("pipeline", Set.of("postgres")).evaluate(samples).hasViolation())
                .isFalse();
    }
}
