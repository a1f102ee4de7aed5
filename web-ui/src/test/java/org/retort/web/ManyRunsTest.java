package org.retort.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyRunsTest {
    private static final int RUNS = 1200;

    @TempDir
    Path folder;

    @Test
    void aLongTableKeepsFewRowsAndReachesItsEnd() throws Exception {
        try (WebServer server = WebServer.start(folder.resolve("workspace"));
                Browser browser = Browser.start(server.address())) {
            for (int run = 0; run < RUNS; run++) {
                DemoRuns.queued(server.workspace(), "many", "teacher", null);
            }
            server.history().refresh();
            try (Page page = browser.page(1400, 900, ColorScheme.LIGHT)) {
                page.navigate(server.address() + "/?sort=id");
                assertThat(page.locator(".total")).hasText(RUNS + " runs");
                assertThat(page.locator("run-table tbody tr").count()).isLessThan(100);

                page.locator(".table-scroll").evaluate("area => area.scrollTo(0, area.scrollHeight)");

                assertThat(page.locator("tr[data-run='" + RUNS + "'] [data-column=id]")).hasText(Integer.toString(RUNS));
                assertThat(page.locator("run-table tbody tr").count()).isLessThan(100);
            }
            browser.assertNoComplaint();
        }
    }
}
