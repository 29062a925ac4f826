package dev.godwit.cli;

/**
 * Adds commands to {@code godwit} from another module, found by {@link java.util.ServiceLoader}.
 *
 * <p>The demo uses it: the command line cannot depend on the demo, which starts servers of its own.
 */
public interface CommandProvider {

    /** A new instance of a class annotated with {@link picocli.CommandLine.Command}; its name is the command's. */
    Object command();
}
