package org.retort.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.retort.history.journal.RunFolder;

class AccessibilityTest {
    @TempDir
    static Path folder;

    private static WebServer server;
    private static Browser browser;
    private static String student;
    private static String check;

    @BeforeAll
    static void start() throws Exception {
        server = WebServer.start(folder.resolve("workspace"));
        browser = Browser.start(server.address());
        RunFolder teacher = DemoRuns.finished(server.workspace(), "faces", "teacher", null);
        student = DemoRuns.finished(server.workspace(), "faces", "student", teacher.id()).id();
        server.history().refresh();
        try (InputStream script = AccessibilityTest.class.getResourceAsStream("accessibility.js")) {
            check = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        server.close();
    }

    @ParameterizedTest
    @EnumSource(value = ColorScheme.class, names = {"LIGHT", "DARK"})
    void textStandsOutControlsHaveNamesAndIdsAreUnique(ColorScheme scheme) {
        try (Page page = browser.page(1400, 900, scheme)) {
            look(page, "/?chosen=1,2", "run-table tbody tr[data-run]");
            look(page, "/?query=nothing-like-it", ".empty");
            for (String tab : List.of("curves", "samples", "results", "descriptor", "log", "provenance", "files")) {
                look(page, "/runs/" + student + "?tab=" + tab, "[role=tabpanel] .card, .u-over");
            }
            look(page, "/runs/777", ".empty");
            look(page, "/compare?runs=1,2&mode=difference&show=all", "compare-tile canvas");
            look(page, "/compare", ".empty");
            look(page, "/plugins#generator-stustargan", ".plugin[open]");
        }
    }

    private static void look(Page page, String path, String ready) {
        page.navigate(server.address() + path);
        page.locator(ready).first().waitFor();
        page.locator(".link-live").waitFor();
        assertThat((List<?>) page.evaluate(check)).as(path).isEmpty();
    }
}
