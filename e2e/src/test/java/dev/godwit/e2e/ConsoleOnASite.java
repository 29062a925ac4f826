package dev.godwit.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Browser tests with one browser, one server and its two database servers for the whole class. */
abstract class ConsoleOnASite {

    @TempDir
    static Path folder;

    static Chromium chromium;
    static Site site;

    @BeforeAll
    static void startSite() {
        chromium = Chromium.start();
        site = Site.start(folder.resolve("data"));
    }

    @AfterAll
    static void stopSite() {
        site.close();
        chromium.close();
    }
}
