package dev.godwit.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReportPageTest {

    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>");
    /** All that the page is made of; whatever else appears came from a name. */
    private static final Set<String> OWN = Set.of(
            "html head meta title style body main p h1 h2 h3 span div b dl dt dd table thead tr th tbody td bdi i ul li code br footer"
                    .split(" "));

    @Test
    void saysWhatWhenWhoAndHowEqualityWasShown() {
        String page = ReportPage.of(SampleReport.completed());

        assertThat(page)
                .contains("✓ Completed: both sides are equal", "7 of 7", "tables shown to be equal")
                .contains("pg-a.example:5432", "17.11", "2026-11-21 12:00:00 UTC")
                .contains("sales.customers", "behind the fence", "before the switch", "hashed every row")
                .contains("At the switch writes waited 0.70\u00a0s, of it 0.31\u00a0s for the comparison.")
                .contains(
                        "Verification on demand",
                        "✕ different, 7 tables",
                        "carol &lt;c@d&gt;",
                        "index &lt;q&gt;i&lt;/q&gt;")
                .contains("alice", "Promote requested", "bob", "CHG-4711")
                .contains("GW-0808", "an application waited for Godwit")
                .contains("0.80\u00a0s", "1.90\u00a0s");
    }

    @Test
    void saysWhatAnOverrideWasMadeInSpiteOfAndWhatIsLeft() {
        String page = ReportPage.of(SampleReport.nasty());

        assertThat(page)
                .contains("Promoted by an override.", "1.2\u00a0GiB", "9 tables differed")
                .contains("Left to do by hand", "ALTER DATABASE")
                .contains("What became of the changes", "Values changed in transit", "sales.&lt;orders&gt;", "60,000")
                .contains("✕ Not promoted: source and target differ")
                .contains("✕ 9 of 9 tables differ.");
    }

    @Test
    void namesBreakNothing() {
        String page = ReportPage.of(SampleReport.nasty());

        var open = new ArrayDeque<String>();
        Matcher tags =
                TAG.matcher(page.replaceFirst("(?s)<style>.*?</style>", "").replace("<!DOCTYPE html>", ""));
        while (tags.find()) {
            String tag = tags.group(2);
            assertThat(OWN).contains(tag);
            if (Set.of("meta", "br").contains(tag)) {
                continue;
            }
            assertThat(tags.group(3)).matches("( (class|style|colspan|lang|aria-hidden)=\"[a-z0-9 :.%-]*\")*");
            if (tags.group(1).isEmpty()) {
                open.push(tag);
            } else {
                assertThat(open.pop()).isEqualTo(tag);
            }
        }
        assertThat(open).isEmpty();
        assertThat(page)
                .doesNotContain("\u202E", "\u0007", "\u0000", "<!--")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&quot;quoted&quot; &amp; &#39;single&#39;")
                .contains("emoji 🐘🚚", "<bdi>שלום.לקוחות</bdi>");
    }

    @Test
    void asksForNothingFromAnywhere() {
        String page = ReportPage.of(SampleReport.completed());

        assertThat(page)
                .doesNotContain("http://", "https://", "<script", "<link", "<img", "@import", "url(")
                .contains("default-src 'none'")
                .contains("@media print", "prefers-color-scheme:dark");
    }
}
