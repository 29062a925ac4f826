package dev.godwit.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code godwit version}: the version of Godwit and of the Java it runs on. */
@Command(name = "version", description = "Prints the version.")
final class Version implements Callable<Integer>, IVersionProvider {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(text());
        return 0;
    }

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    private static String text() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return "godwit %s (Java %s)".formatted(version == null ? "unpackaged" : version, Runtime.version());
    }
}
