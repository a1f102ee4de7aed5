package org.retort.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.KeyboardModifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;

class PagesTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @TempDir
    static Path folder;

    private static WebServer server;
    private static Browser browser;
    private static RunFolder student;
    private static RunFolder live;
    private static RunFolder failed;
    private static JournalWriter liveWriter;
    private static int liveStep;

    @BeforeAll
    static void start() throws Exception {
        server = WebServer.start(folder.resolve("workspace"));
        browser = Browser.start(server.address());
        RunFolder teacher = DemoRuns.finished(server.workspace(), "quickstart", "teacher", null);
        student = DemoRuns.finished(server.workspace(), "quickstart", "stustargan", teacher.id());
        failed = DemoRuns.queued(server.workspace(), "fer2013", "narrow", teacher.id());
        try (JournalWriter writer = failed.openWriter()) {
            DemoRuns.begin(writer);
            DemoRuns.steps(writer, 10, 200);
            writer.state(RunState.FAILED, "not a number", DemoRuns.json("""
                    {"error": {"message": "The loss became NaN.", "step": 210, "term": "gradient-penalty",
                     "checkpoint": "checkpoints/step-00000200.safetensors", "stack": "at somewhere"}}"""));
        }
        RunFolder lost = DemoRuns.queued(server.workspace(), "celeba", "stustargan", teacher.id());
        try (JournalWriter writer = lost.openWriter()) {
            writer.state(RunState.RUNNING, "", DemoRuns.json("{\"pid\": 1, \"host\": \"elsewhere\"}"));
            DemoRuns.steps(writer, 10, 300);
        }
        DemoRuns.queued(server.workspace(), HOSTILE, "teacher", null);
        live = DemoRuns.queued(server.workspace(), "quickstart", "narrow", teacher.id());
        liveWriter = live.openWriter();
        live.startHeartbeat();
        DemoRuns.begin(liveWriter);
        DemoRuns.steps(liveWriter, 10, 400);
        liveStep = 400;
        server.history().refresh();
        Files.createDirectories(SCREENSHOTS);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            liveWriter.close();
            browser.close();
        }
        server.close();
    }

    @AfterEach
    void nothingWasComplainedOf() {
        browser.assertNoComplaint();
    }

    @ParameterizedTest
    @CsvSource({"400, LIGHT", "400, DARK", "1400, LIGHT", "1400, DARK"})
    void everyPageIsShownWithoutSidewaysScrolling(int width, ColorScheme scheme) {
        try (Page page = browser.page(width, 900, scheme)) {
            look(page, "runs", "/", "run-table tbody tr[data-run]", width, scheme);
            look(page, "curves", run(student), ".u-over", width, scheme);
            for (String tab : new String[] {"samples", "results", "descriptor", "log", "provenance", "files"}) {
                look(page, tab, run(student) + "?tab=" + tab, "[role=tabpanel] .card", width, scheme);
            }
            look(page, "failed", run(failed), ".notice-error", width, scheme);
            look(page, "live", run(live), ".u-over", width, scheme);
            look(page, "plugins", "/plugins", ".plugin", width, scheme);
        }
    }

    @Test
    void aNameIsTextWhateverItHolds() {
        try (Page page = open("/")) {
            assertThat(page.locator("run-table")).containsText(HOSTILE);
            assertThat(page.locator("run-table img")).hasCount(0);
        }
    }

    @Test
    void aNewRunAppearsByItself() throws Exception {
        try (Page page = open("/?query=appearing")) {
            assertThat(page.locator(".empty")).containsText("No run matches");
            DemoRuns.queued(server.workspace(), "appearing", "teacher", null);
            assertThat(page.locator("run-table tr[data-run]")).hasCount(1);
        }
    }

    @Test
    void sortAndQueryAreInTheAddressAndComeBack() {
        try (Page page = open("/")) {
            page.locator("#query").fill("experiment:quickstart");
            assertThat(page).hasURL(Pattern.compile("query=experiment:quickstart"));
            page.locator("th button", new Page.LocatorOptions().setHasText(Pattern.compile("^Run"))).click();
            assertThat(page.locator("th[aria-sort=ascending]")).containsText("Run");
            assertThat(page.locator("tr[data-run] [data-column=id]").first()).hasText("1");
            page.reload();
            assertThat(page.locator("#query")).hasValue("experiment:quickstart");
            assertThat(page.locator("tr[data-run]")).hasCount(3);
            page.goBack();
            assertThat(page.locator("th[aria-sort=ascending]")).hasCount(0);
        }
    }

    @Test
    void severalColumnsSortWithShift() {
        try (Page page = open("/?sort=kind")) {
            page.locator("th button", new Page.LocatorOptions().setHasText("Duration"))
                    .click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
            assertThat(page).hasURL(Pattern.compile("sort=kind,durationSeconds"));
        }
    }

    @Test
    void aWrongQueryIsExplainedBesideTheBox() {
        try (Page page = open("/")) {
            page.locator("#query").fill("(state:failed");
            assertThat(page.locator("#query-failure")).not().isEmpty();
            assertThat(page.locator("#query")).hasAttribute("aria-invalid", "true");
            browser.forgetRefusal();
        }
    }

    @Test
    void aZoomSurvivesNewPoints() {
        try (Page page = open(run(live))) {
            Locator plot = page.locator(".u-over").first();
            BoundingBox box = plot.boundingBox();
            page.mouse().move(box.x + box.width * 0.2, box.y + 60);
            page.mouse().down();
            page.mouse().move(box.x + box.width * 0.5, box.y + 60);
            page.mouse().up();
            Locator showAll = page.locator("curve-chart button", new Page.LocatorOptions().setHasText("Show all")).first();
            assertThat(showAll).isVisible();
            String before = scale(page);
            liveStep += 10;
            liveWriter.append("metrics", DemoRuns.metrics(liveStep));
            assertThat(page.locator(".run-progress")).containsText("step " + liveStep);
            page.waitForFunction("step => document.querySelector('curve-chart').plotted.lastStep === step", liveStep);

            assertThat(scale(page)).isEqualTo(before);
            showAll.click();
            assertThat(scale(page)).isNotEqualTo(before);
        }
    }

    @Test
    void theSharesOfTermsFollowTheTermsAndTimingsComeLast() {
        try (Page page = open(run(student))) {
            assertThat(page.locator("run-curves h2")).hasText(new String[] {
                "Generator terms", "Discriminator terms", "Shares of the gradient: generator terms",
                "Tutor: generator terms", "Tutor: shares of the gradient: generator terms", "Timing"
            });
        }
    }

    /** Of a run that logged one step there is no line; the first curve's colour is #0072b2. */
    @Test
    void aCurveOfOneStepIsADot() throws Exception {
        RunFolder one = DemoRuns.queued(server.workspace(), "short", "one", null);
        try (JournalWriter writer = one.openWriter()) {
            DemoRuns.begin(writer);
            DemoRuns.steps(writer, 10, 10);
            writer.state(RunState.FINISHED, "", DemoRuns.json("{}"));
        }
        server.history().refresh();

        try (Page page = open(run(one))) {
            page.locator(".u-over").first().waitFor();
            Object drawn = page.evaluate("""
                    () => {
                      const canvas = document.querySelector('curve-chart canvas');
                      const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                      for (let at = 0; at < data.length; at += 4) {
                        if (data[at] === 0x00 && data[at + 1] === 0x72 && data[at + 2] === 0xb2) {
                          return true;
                        }
                      }
                      return false;
                    }""");
            assertThat((Boolean) drawn).isTrue();
        }
    }

    @Test
    void theColumnsToBeginWithFitAWidePage() {
        try (Page page = open("/")) {
            page.locator("run-table tbody tr[data-run]").first().waitFor();
            Object beyond = page.evaluate("(({scrollWidth, clientWidth}) => scrollWidth - clientWidth)"
                    + "(document.querySelector('.table-scroll'))");
            assertThat((Integer) beyond).isZero();
        }
    }

    @Test
    void curvesCanBeReadAsTables() {
        try (Page page = open(run(student))) {
            page.getByLabel("Show as tables").check();
            assertThat(page.locator(".chart-table").first()).containsText("1000");
        }
    }

    @Test
    void aDeletedRunIsAskedForFirstAndThenGone() throws Exception {
        RunFolder run = DemoRuns.finished(server.workspace(), "deletable", "teacher", null);
        server.history().refresh();
        try (Page page = open(run(run))) {
            page.locator(".run-actions button", new Page.LocatorOptions().setHasText("Delete")).click();
            assertThat(page.locator("dialog")).containsText("cannot be undone");
            page.locator("dialog .button-danger").click();
            assertThat(page.locator("h1")).hasText("Runs");
            assertThat(run.path()).doesNotExist();
        }
    }

    @Test
    void theThemeFollowsTheSystemUntilOneIsChosen() {
        try (Page page = open("/")) {
            String light = background(page);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            assertThat(background(page)).isNotEqualTo(light);
            page.locator(".theme-switch [aria-label=light]").click();
            assertThat(background(page)).isEqualTo(light);
            page.reload();
            assertThat(background(page)).isEqualTo(light);
        }
    }

    @Test
    void aPluginThatCameIsShownWithoutAReload() {
        try (Page page = open("/plugins")) {
            assertThat(page.locator(".bundles")).containsText("org.example.missing");
            server.plugins.withArray("bundles").addObject().put("bundle", "com.example.fresh").put("version", "2.0.0")
                    .put("state", "active").putArray("problems");
            server.pluginListeners.forEach(Runnable::run);
            assertThat(page.locator(".bundles")).containsText("com.example.fresh");
        }
    }

    @Test
    void pluginsAreFoundByNamesAndParametersAndTheFilterIsInTheAddress() {
        try (Page page = open("/plugins?filter=student+width")) {
            assertThat(page.locator(".plugin")).hasCount(1);
            page.locator("#plugin-filter").fill("student depth");
            assertThat(page.locator(".plugin")).hasCount(0);
            assertThat(page.locator(".empty")).containsText("No plugin matches");
            assertThat(page).hasURL(Pattern.compile("filter=student\\+depth"));
        }
    }

    @Test
    void aPluginsParametersAreShownOnceItIsOpenedOrNamedByTheAddress() {
        try (Page page = open("/plugins")) {
            Locator parameters = page.locator("#generator-stustargan .parameters");
            assertThat(parameters).isHidden();
            page.locator("#generator-stustargan summary").click();
            assertThat(parameters).containsText("Channels of the first convolution.");
            page.navigate("about:blank");
            page.navigate(server.address() + "/plugins#generator-stustargan");
            assertThat(parameters).isVisible();
        }
    }

    private static Page open(String path) {
        Page page = browser.page(1400, 900, ColorScheme.LIGHT);
        page.navigate(server.address() + path);
        page.locator("#main h1").waitFor();
        page.locator(".link-live").waitFor();
        return page;
    }

    private static void look(Page page, String name, String path, String ready, int width, ColorScheme scheme) {
        page.navigate(server.address() + path);
        page.locator(ready).first().waitFor();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).as(path).isLessThanOrEqualTo(width);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + "-" + width + "-" + scheme + ".png")));
    }

    private static String run(RunFolder run) {
        return "/runs/" + run.id();
    }

    private static String scale(Page page) {
        return page.evaluate("(({min, max}) => `${min} ${max}`)(document.querySelector('curve-chart').plotted)").toString();
    }

    private static String background(Page page) {
        return page.evaluate("getComputedStyle(document.body).backgroundColor").toString();
    }
}
