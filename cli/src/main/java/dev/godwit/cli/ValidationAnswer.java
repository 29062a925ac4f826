package dev.godwit.cli;

import dev.godwit.api.JobEvent;
import java.io.PrintStream;
import java.util.List;

/** What validation found, as the answer of {@code godwit validate}. */
final class ValidationAnswer {

    private ValidationAnswer() {}

    static void print(PrintStream out, Look look, List<JobEvent.Found> findings) {
        long failed = findings.stream().filter(ValidationAnswer::forbids).count();
        long warnings = findings.size() - failed;
        String counts = "%s failed, %s".formatted(failed, Story.plural(warnings, "warning"));
        if (failed > 0) {
            out.println(look.failed() + " Failed      " + counts);
        } else if (warnings > 0) {
            out.println(look.warning() + " Warning     " + counts);
        } else {
            out.println(look.done() + " Succeeded   nothing in the way");
        }
        findings.stream().filter(ValidationAnswer::forbids).forEach(finding -> print(out, look, finding));
        findings.stream().filter(finding -> !forbids(finding)).forEach(finding -> print(out, look, finding));
        out.flush();
    }

    private static boolean forbids(JobEvent.Found finding) {
        return finding.severity().equals("FAILED");
    }

    private static void print(PrintStream out, Look look, JobEvent.Found finding) {
        String sign = forbids(finding) ? look.failed() : look.warning();
        String where = Words.dashed(finding.side());
        out.println(look.plain("%s %s %s (%s)".formatted(sign, finding.code(), finding.title(), where)));
        out.println(look.plain("  Found: " + finding.found()));
        out.println(look.plain("  Do:    " + finding.next()));
    }
}
