package org.retort.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunFolder;

class ComparePageTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @TempDir
    static Path folder;

    private static WebServer server;
    private static Browser browser;
    private static RunFolder teacher;
    private static RunFolder wide;
    private static RunFolder narrow;

    @BeforeAll
    static void start() throws Exception {
        server = WebServer.start(folder.resolve("workspace"));
        browser = Browser.start(server.address());
        teacher = DemoRuns.finished(server.workspace(), "faces", "teacher", null);
        wide = DemoRuns.finished(server.workspace(), "faces", "wide", teacher.id());
        narrow = DemoRuns.finished(server.workspace(), "faces", "narrow", teacher.id(), 4, "output-l1", "triplet");
        server.history().refresh();
        Files.createDirectories(SCREENSHOTS);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
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
    void thePageIsShownWithoutSidewaysScrolling(int width, ColorScheme scheme) {
        try (Page page = browser.page(width, 900, scheme)) {
            for (String mode : List.of("images", "difference")) {
                page.navigate(server.address() + students() + "&mode=" + mode);
                page.locator(".u-over").first().waitFor();
                page.locator("compare-tile").first().waitFor();
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
                page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                        .setPath(SCREENSHOTS.resolve("compare-" + mode + "-" + width + "-" + scheme + ".png")));
            }
        }
    }

    @Test
    void chosenRunsOfTheTableAreCompared() {
        try (Page page = open("/?sort=id")) {
            page.getByLabel("Choose run " + wide.id()).check();
            assertThat(page.locator(".chosen").getByText("Compare")).hasCount(0);
            page.getByLabel("Choose run " + narrow.id()).check();
            page.locator(".chosen").getByText("Compare").click();
            assertThat(page).hasURL(Pattern.compile("/compare\\?runs=" + wide.id() + ",?(%2C)?" + narrow.id() + "$"));
            assertThat(page.locator(".compared-run")).hasCount(2);
        }
    }

    @Test
    void onlyWhatDiffersIsShownUntilAllIsAskedFor() {
        try (Page page = open(students())) {
            assertThat(row(page, "generator.width").locator("td")).hasText(new String[] {"8", "4"});
            assertThat(row(page, "distillation[triplet].plugin").locator("td")).hasText(new String[] {"–", "triplet"});
            assertThat(row(page, "generator.skip")).hasCount(0);
            page.getByLabel("only differences").uncheck();
            assertThat(row(page, "generator.skip").locator("td")).hasText(new String[] {"add", "add"});
            assertThat(page).hasURL(Pattern.compile("show=all"));
        }
    }

    @Test
    void theBestOfEachResultIsMarked() {
        try (Page page = open(students())) {
            assertThat(row(page, "parameters").locator("td")).hasText(new String[] {"86\u202f432", "43\u202f216"});
            assertThat(row(page, "parameters").locator(".best")).hasText("43\u202f216");
            assertThat(row(page, "latency").locator(".best")).hasCount(0);
        }
    }

    @Test
    void rowsAreFilteredByARegularExpression() {
        try (Page page = open(students() + "&show=all")) {
            page.locator("#row-filter").fill("^generator\\.(skip|width)$");
            assertThat(page.locator(".facts-table tr[data-key]")).hasCount(2);
            assertThat(page).hasURL(Pattern.compile("filter="));
            page.locator("#row-filter").fill("(");
            assertThat(page.locator(".compare-table .notice-error")).containsText("not a regular expression");
        }
    }

    @Test
    void aLongGroupOfRowsIsFoldedUntilItIsAskedForOrFiltered() throws Exception {
        String[] losses = IntStream.range(0, 15).mapToObj(index -> "loss-" + index).toArray(String[]::new);
        RunFolder taught = DemoRuns.finished(server.workspace(), "faces", "taught", teacher.id(), 8, losses);
        server.history().refresh();
        try (Page page = open("/compare?runs=" + wide.id() + "," + taught.id())) {
            assertThat(row(page, "distillation[loss-0].plugin")).hasCount(1);
            assertThat(row(page, "distillation[loss-14].plugin")).hasCount(0);
            page.locator("#row-filter").fill("loss-14");
            assertThat(row(page, "distillation[loss-14].plugin")).hasCount(1);
            page.locator("#row-filter").fill("");
            page.getByText(Pattern.compile("Show \\d+ more rows")).click();
            assertThat(row(page, "distillation[loss-14].plugin")).hasCount(1);
        }
    }

    @Test
    void familiesOfCurvesAfterTheFirstTwoAreDrawnOnceTheyAreOpened() {
        try (Page page = open(students())) {
            assertThat(page.locator("#curves-discriminator .u-over")).hasCount(3);
            assertThat(page.locator("#curves-timing curve-chart")).hasCount(0);
            page.locator(".page-index").getByText("Timing").click();
            assertThat(page.locator("#curves-timing .u-over").first()).isInViewport();
            page.locator("#curves-discriminator summary").click();
            assertThat(page.locator("#curves-discriminator curve-chart")).hasCount(0);
            page.reload();
            assertThat(page.locator("#curves-timing .u-over").first()).isVisible();
            assertThat(page.locator("#curves-discriminator curve-chart")).hasCount(0);
        }
    }

    @Test
    void thePartsOfThePageStayInReach() {
        try (Page page = browser.page(400, 900, ColorScheme.LIGHT)) {
            page.navigate(server.address() + students());
            page.locator(".u-over").first().waitFor();
            page.locator(".page-index").getByText("Images").click();
            assertThat(page.locator("#images h2")).isInViewport();
            assertThat(page.locator(".page-index").getByText("What differs")).isInViewport();
            assertThat(page.locator("#differences h2")).not().isInViewport();
        }
    }

    @Test
    void theShownRowsAreCopiedAsCsvMarkdownAndLatex() {
        try (Page page = open(students() + "&filter=generator.width")) {
            page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
            assertThat(copied(page, "CSV")).isEqualTo(",faces/wide (run " + wide.id() + "),faces/narrow (run "
                    + narrow.id() + ")\ngenerator.width,8,4\n");
            assertThat(copied(page, "Markdown")).contains("| --- | --- | --- |\n| generator.width | 8 | 4 |\n");
            assertThat(copied(page, "LaTeX")).startsWith("\\begin{tabular}{lrr}").contains("generator.width & 8 & 4 \\\\");
        }
    }

    @Test
    void aRunHasTheSameColourInChipTableImagesAndCurves() {
        try (Page page = open(students())) {
            page.locator(".u-over").first().waitFor();
            String swatch = "(place) => getComputedStyle(document.querySelectorAll(place + ' .swatch')[1]).backgroundColor";
            Object chip = page.evaluate(swatch, ".compared");
            assertThat(page.evaluate(swatch, ".facts-table thead")).isEqualTo(chip);
            assertThat(page.evaluate(swatch, ".compare-tiles")).isEqualTo(chip);
            assertThat(page.evaluate("document.querySelector('compare-curves curve-chart').colours[1]")).isEqualTo(1);
            Locator marker = page.locator("curve-chart").first().locator(".u-series .u-marker").nth(2);
            assertThat(marker.evaluate("(marker) => getComputedStyle(marker).borderTopColor")).isEqualTo(chip);
        }
    }

    @Test
    void stepInputAndModeAreLockedForAllRunsAndKeptInTheAddress() {
        try (Page page = open(students())) {
            page.locator(".inputs [title=face-003]").click();
            page.getByLabel("Go to step").fill("480");
            page.getByLabel("Go to step").press("Enter");
            page.getByText("Difference to the teacher").click();
            assertThat(page).hasURL(Pattern.compile("input=face-003.*step=500.*mode=difference"));
            page.reload();
            assertThat(page.locator(".inputs [aria-checked=true]")).hasAttribute("title", "face-003");
            assertThat(page.getByLabel("Go to step")).hasValue("500");
            for (RunFolder run : List.of(wide, narrow)) {
                Locator tiles = page.locator(".compare-tiles tr[data-run='" + run.id() + "'] compare-tile");
                assertThat(tiles).hasCount(5);
                Object own = tiles.first().evaluate("(tile) => `${tile.own.address.match(/step-\\d+/)} ${tile.own.row}`");
                assertThat(own).isEqualTo("step-00000500 2");
            }
        }
    }

    /** The teacher's sheet is drawn with another strength than step 500's, and like step 1000's. */
    @Test
    void theDifferenceToTheTeacherIsMeasured() {
        try (Page page = open(students() + "&mode=difference&step=500")) {
            Locator first = page.locator("tr[data-run='" + wide.id() + "'] .apart").first();
            assertThat(first).hasText(Pattern.compile("[1-9]\\d?\\.\\d+"));
            page.getByText("Newest").click();
            assertThat(first).hasText("0");
        }
    }

    @Test
    void flickerShowsTheTeacherInTurn() {
        try (Page page = open(students() + "&mode=flicker")) {
            for (String show : List.of("teacher", "own", "teacher")) {
                assertThat(page.locator("tr[data-run] compare-tile").first()).hasAttribute("show", show);
            }
        }
    }

    @Test
    void aTeacherAmongTheRunsIsNotShownTwice() {
        try (Page page = open("/compare?runs=" + teacher.id() + "," + wide.id())) {
            assertThat(page.locator(".compare-tiles tbody tr")).hasCount(2);
            page.navigate(server.address() + students());
            assertThat(page.locator(".compare-tiles tbody tr")).hasCount(3);
        }
    }

    @Test
    void aRunThatIsNotThereIsSaidAndTheOthersAreShown() {
        try (Page page = open("/compare?runs=" + wide.id() + ",777")) {
            assertThat(page.locator(".notice-error")).containsText("Run 777 cannot be shown");
            assertThat(page.locator(".compared-run")).hasCount(1);
            page.getByText("Leave it out").click();
            assertThat(page.locator(".notice-error")).hasCount(0);
            browser.forgetRefusal();
        }
    }

    @Test
    void runsAreAddedAndLeftOut() {
        try (Page page = open("/compare")) {
            page.locator("#add-run").fill(wide.id() + "," + narrow.id());
            page.locator(".adder button").click();
            assertThat(page.locator(".compared-run")).hasCount(2);
            page.getByLabel("Leave out run " + wide.id()).click();
            assertThat(page.locator(".compared-run")).hasText(Pattern.compile("narrow"));
            page.goBack();
            assertThat(page.locator(".compared-run")).hasCount(2);
        }
    }

    @Test
    void aNewSampleOfARunningRunAppears() throws Exception {
        RunFolder live = DemoRuns.queued(server.workspace(), "faces", "live", teacher.id());
        live.startHeartbeat();
        try (JournalWriter writer = live.openWriter()) {
            DemoRuns.begin(writer);
            DemoRuns.steps(writer, 10, 500);
            DemoRuns.samples(live, writer, 500);
            server.history().refresh();
            try (Page page = open("/compare?runs=" + wide.id() + "," + live.id() + "&step=750")) {
                assertThat(page.getByLabel("Go to step")).hasValue("500");
                DemoRuns.samples(live, writer, 750);
                writer.append("metrics", DemoRuns.metrics(760));
                assertThat(page.getByLabel("Go to step")).hasValue("750");
            }
        }
    }

    private static String copied(Page page, String format) {
        page.locator(".copy-as button", new Page.LocatorOptions().setHasText(format)).click();
        assertThat(page.locator(".compare-table [role=status]")).hasText("Copied as " + format);
        return page.evaluate("window.copied").toString();
    }

    private static Locator row(Page page, String key) {
        return page.locator(".facts-table tr[data-key='" + key + "']");
    }

    private static String students() {
        return "/compare?runs=" + wide.id() + "," + narrow.id();
    }

    private static Page open(String path) {
        Page page = browser.page(1400, 900, ColorScheme.LIGHT);
        page.navigate(server.address() + path);
        page.locator("#main h1").waitFor();
        page.locator(".link-live").waitFor();
        return page;
    }
}
