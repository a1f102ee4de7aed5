package org.retort.host.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.Framework;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;
import org.retort.host.internal.work.QueuedRuns;

/** The commands that need no plugins, over a real workspace: exit codes, documents, messages. */
class CommandsTest {
    private static final ObjectMapper ONE_DOCUMENT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @TempDir
    private Path folder;

    private Framework framework;
    private Workspace workspace;
    private String out;
    private String err;

    @BeforeEach
    void start() throws Exception {
        framework = new FrameworkFactory().newFramework(
                Map.of("org.osgi.framework.storage", folder.resolve("framework").toString()));
        framework.init();
        workspace = new Workspace(folder.resolve("workspace"));
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private int retort(String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            List<String> all = new ArrayList<>(List.of(arguments));
            all.addAll(List.of("--workspace", workspace.path().toString()));
            return new RetortCommandLine(framework.getBundleContext(), null, null, null, null, null)
                    .run(all, new PrintStream(printed, true, StandardCharsets.UTF_8),
                            new ByteArrayInputStream(new byte[0]));
        } finally {
            System.setErr(before);
            out = printed.toString(StandardCharsets.UTF_8);
            err = said.toString(StandardCharsets.UTF_8);
        }
    }

    private JsonNode document() throws Exception {
        return ONE_DOCUMENT.readTree(out);
    }

    @Test
    void anUnknownCommandIsNamedWithTheNearest() {
        assertThat(retort("rnus")).isEqualTo(2);
        assertThat(err).hasLineCount(1).contains("there is no command 'retort rnus'", "did you mean runs?");
        assertThat(out).isEmpty();
    }

    @Test
    void anUnknownOptionIsNamedWithTheNearest() {
        QueuedRuns.teacher(workspace);
        assertThat(retort("runs", "--limt", "5")).isEqualTo(2);
        assertThat(err).hasLineCount(1).contains("there is no option '--limt' of retort runs; did you mean --limit?");
    }

    @Test
    void aMissingArgumentIsNamed() {
        assertThat(retort("show")).isEqualTo(2);
        assertThat(err).hasLineCount(1).contains("retort show needs RUN");
    }

    @Test
    void aWrongNumberIsToldInOneLine() {
        assertThat(retort("runs", "--limit", "many")).isEqualTo(2);
        assertThat(err).hasLineCount(1).contains("--limit", "many").doesNotContain("Exception");
    }

    @Test
    void aMistypedWorkspaceIsNoNewFolder() {
        assertThat(retort("runs")).isEqualTo(2);
        assertThat(err).hasLineCount(1).contains("there is no workspace " + workspace.path());
        assertThat(workspace.path()).doesNotExist();
    }

    @Test
    void aRunThatDoesNotExistIsToldWithTheNearest() {
        QueuedRuns.teacher(workspace);
        for (String command : List.of("show", "stop", "resume", "rerun", "rm")) {
            assertThat(retort(command, "7")).as(command).isEqualTo(2);
            assertThat(err).as(command).hasLineCount(1).contains("there is no run '7'", "the nearest are 1");
        }
    }

    @Test
    void badInputWithJsonIsADocumentToo() throws Exception {
        QueuedRuns.teacher(workspace);
        assertThat(retort("show", "7", "--json")).isEqualTo(2);
        assertThat(document().path("error").asText()).contains("there is no run '7'");
        assertThat(retort("runs", "--limt", "--json")).isEqualTo(2);
        assertThat(document().path("error").asText()).contains("--limit");
    }

    @Test
    void everyCommandThatPrintsDataPrintsOneDocument() throws Exception {
        RunFolder first = QueuedRuns.teacher(workspace);
        QueuedRuns.teacher(workspace);
        assertThat(retort("runs", "--json")).isZero();
        assertThat(document().path("total").asInt()).isEqualTo(2);
        assertThat(retort("show", "1", "--json")).isZero();
        assertThat(document().path("run").path("uuid").asText()).isEqualTo(first.description().uuid());
        assertThat(retort("compare", "1", "2", "--json")).isZero();
        assertThat(document().path("runs")).hasSize(2);
        assertThat(retort("history", "verify", "--json")).isZero();
        assertThat(document().path("problems")).isEmpty();
        assertThat(retort("history", "rebuild", "--json")).isZero();
        assertThat(document().path("runs").asInt()).isEqualTo(2);
        assertThat(retort("stop", "1", "--json")).isZero();
        assertThat(document().path("state").asText()).isEqualTo("stopped");
        assertThat(retort("rm", "1", "2", "--json")).isZero();
        assertThat(document().path("total").asInt()).isEqualTo(2);
        assertThat(retort("runs", "--json")).isZero();
        assertThat(document().path("total").asInt()).isZero();
    }

    @Test
    void aTableOfRunsOfWhichNoneIsFinishedIsRefusedWithTheirStates() {
        QueuedRuns.write(QueuedRuns.teacher(workspace), RunState.FAILED);
        assertThat(retort("table", "test")).isEqualTo(2);
        assertThat(err).hasLineCount(1).contains("no run of test is finished: run 1, teacher (seed 1), is failed");
        assertThat(out).isEmpty();
    }

    @Test
    void aFinishedRunIsNeitherStoppedNorResumed() {
        QueuedRuns.write(QueuedRuns.teacher(workspace), RunState.FINISHED);
        assertThat(retort("stop", "1")).isEqualTo(2);
        assertThat(err).contains("run 1 is finished");
        assertThat(retort("resume", "1")).isEqualTo(2);
        assertThat(err).contains("run 1 is finished", "retort rerun 1");
    }

    @Test
    void ofSeveralRunsNoneIsDeletedWhenOneCannotBe() {
        RunFolder queued = QueuedRuns.teacher(workspace);
        RunFolder running = QueuedRuns.teacher(workspace);
        QueuedRuns.write(running, RunState.RUNNING);
        assertThat(retort("rm", queued.id(), running.id())).isEqualTo(2);
        assertThat(err).contains("run 2 is running");
        assertThat(queued.path()).exists();
    }

    @Test
    void aBugLeavesItsStackInAFileAndOneLine() throws Exception {
        QueuedRuns.teacher(workspace);
        // Without the platform's services this command cannot work.
        assertThat(retort("plugins")).isEqualTo(1);
        assertThat(err).hasLineCount(1).startsWith("retort: this is a bug: ").doesNotContain("\tat ");
        Path report = Path.of(err.strip().replaceFirst(".* is in ", ""));
        assertThat(Files.readString(report)).contains("retort plugins", "NullPointerException", "\tat ");
    }
}
