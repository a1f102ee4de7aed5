package org.retort.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The system's Chromium; remembers what it complained about and where it wanted to go. */
final class Browser implements AutoCloseable {
    private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");
    private static final List<String> PLACES = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final String origin;
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

    private Browser(Path executable, String origin) {
        this.origin = origin;
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(executable)
                .setHeadless(true).setArgs(FLAGS));
    }

    /** Starts it, or skips the test where there is none. */
    static Browser start(String origin) {
        Path executable = Stream.concat(Stream.ofNullable(System.getenv("RETORT_CHROMIUM")), PLACES.stream())
                .map(Path::of).filter(Files::isExecutable).findFirst().orElse(null);
        assumeTrue(executable != null, "no Chromium found: install it or name it in RETORT_CHROMIUM; browser tests skipped");
        return new Browser(executable, origin);
    }

    /** A page of its own, with nothing remembered. */
    Page page(int width, int height, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height).setColorScheme(scheme));
        Page page = context.newPage();
        page.setDefaultTimeout(15_000);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(error -> complaints.add("uncaught: " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith(origin + "/") && !request.url().startsWith("data:")) {
                complaints.add("request to " + request.url());
            }
        });
        return page;
    }

    void assertNoComplaint() {
        assertThat(complaints).isEmpty();
    }

    /** Chromium complains of every refused call; this one was meant to be. */
    void forgetRefusal() {
        complaints.removeIf(complaint -> complaint.contains("status of 400") || complaint.contains("status of 404"));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
