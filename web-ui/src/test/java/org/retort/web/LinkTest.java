package org.retort.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTest {
    @TempDir
    Path folder;

    @Test
    void aServerThatWentAwayIsToldAndWhatIsShownStays() throws Exception {
        WebServer server = WebServer.start(folder.resolve("workspace"));
        try (server; Browser browser = Browser.start(server.address());
                Page page = browser.page(1400, 900, ColorScheme.LIGHT)) {
            DemoRuns.queued(server.workspace(), "kept", "teacher", null);
            page.navigate(server.address());
            assertThat(page.locator("run-table")).containsText("kept/teacher");
            page.locator(".link-live").waitFor();

            server.stopAnswering();

            assertThat(page.locator(".notice-warning")).containsText("The server does not answer");
            assertThat(page.locator("run-table")).containsText("kept/teacher");

            server.answerAgain();

            assertThat(page.locator(".link-live")).isVisible();
            DemoRuns.queued(server.workspace(), "later", "teacher", null);
            assertThat(page.locator("run-table")).containsText("later/teacher");
        }
    }
}
