package dev.godwit.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which module may use which: the picture in docs/architecture.md as rules.
 *
 * @param base the package above the modules' packages
 */
record Arrows(String base) {

    /**
     * The classes of one module use, of all modules, only itself and those allowed.
     *
     * @param module the last part of the module's package
     */
    ArchRule from(String module, Set<String> allowed) {
        var reachable = new TreeSet<>(allowed);
        reachable.add(module);
        return classes()
                .that()
                .resideInAPackage(packages(module))
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are outside the modules, or in " + reachable,
                        dependency ->
                                isForeign(dependency) || reachable.stream().anyMatch(to -> isIn(dependency, to))));
    }

    private boolean isForeign(JavaClass dependency) {
        return !dependency.getPackageName().startsWith(base + ".");
    }

    private boolean isIn(JavaClass dependency, String module) {
        return (dependency.getPackageName() + ".").startsWith(base + "." + module + ".");
    }

    private String packages(String module) {
        return base + "." + module + "..";
    }
}
