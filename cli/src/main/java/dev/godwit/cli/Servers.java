package dev.godwit.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The two databases. */
final class Servers {

    /** user:password@ before the host, or a password keyword. The text is shown to everyone by the list of processes. */
    static final Pattern PASSWORD = Pattern.compile("://[^/?#]*:[^/?#@]*@|(^|[?&\\s])password\\s*=\\s*[^&\\s]");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "URL",
            description =
                    "The database that is left: engine://user@host:port/database?option=value, without a password.")
    private String source;

    @Option(
            names = "--target",
            required = true,
            paramLabel = "URL",
            description = "The database that is moved to, written likewise.")
    private String target;

    String source() {
        return checked(source, "--source", "GODWIT_SOURCE_PASSWORD");
    }

    String target() {
        return checked(target, "--target", "GODWIT_TARGET_PASSWORD");
    }

    private String checked(String url, String option, String variable) {
        if (PASSWORD.matcher(url).find()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s holds a password, and everyone on this machine can read it in the list of processes. Take it out and set %s, use a password file, or be asked for it."
                            .formatted(option, variable));
        }
        return url;
    }
}
