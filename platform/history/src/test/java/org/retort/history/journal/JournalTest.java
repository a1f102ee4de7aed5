package org.retort.history.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.retort.history.journal.TestRuns.json;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.history.HistoryException;

class JournalTest {
    @TempDir
    Path folder;
    private RunFolder run;

    @BeforeEach
    void createRun() {
        run = TestRuns.create(new Workspace(folder), "a");
    }

    @Test
    void aTornLastLineIsCutOffAndTheNumbersGoOn() throws Exception {
        try (JournalWriter writer = run.openWriter()) {
            writer.append("warning", json("{\"message\": \"one\"}"));
        }
        Files.writeString(run.journal(), "{\"seq\":3,\"time\":\"2026-", StandardOpenOption.APPEND);

        try (JournalWriter writer = run.openWriter()) {
            assertThat(writer.append("warning", json("{\"message\": \"two\"}")).seq()).isEqualTo(3);
        }

        assertThat(Files.readAllLines(run.journal())).hasSize(3);
        try (JournalReader reader = run.openReader(0)) {
            assertThat(reader.poll()).extracting(Event::seq).containsExactly(1L, 2L, 3L);
            assertThat(reader.unreadable()).isZero();
        }
    }

    @Test
    void zeroesThatAPowerLossLeftAreCutOff() throws Exception {
        Files.write(run.journal(), new byte[20_000], StandardOpenOption.APPEND);

        try (JournalWriter writer = run.openWriter()) {
            assertThat(writer.append("warning", json("{}")).seq()).isEqualTo(2);
        }

        assertThat(Files.readAllLines(run.journal())).hasSize(2);
    }

    @Test
    void aReaderSeesALineOnlyOnceItIsWhole() throws Exception {
        try (JournalReader reader = run.openReader(1)) {
            String line = "{\"seq\":2,\"time\":\"2026-01-31T12:00:00Z\",\"type\":\"warning\",\"message\":\"ä\"}\n";
            byte[] bytes = line.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            for (byte each : java.util.Arrays.copyOf(bytes, bytes.length - 1)) {
                Files.write(run.journal(), new byte[] {each}, StandardOpenOption.APPEND);
                assertThat(reader.poll()).isEmpty();
            }
            Files.writeString(run.journal(), "\n", StandardOpenOption.APPEND);

            assertThat(reader.poll()).singleElement()
                    .satisfies(event -> assertThat(event.body().get("message").asText()).isEqualTo("ä"));
        }
    }

    @Test
    void aReaderGoesOnAfterTheJournalWasCut() throws Exception {
        byte[] before = Files.readAllBytes(run.journal());
        try (JournalReader reader = run.openReader(0)) {
            try (JournalWriter writer = run.openWriter()) {
                writer.append("warning", json("{\"message\": \"a rather long line, longer than the next one\"}"));
            }
            assertThat(reader.poll()).hasSize(2);
            Files.write(run.journal(), before);
            try (JournalWriter writer = run.openWriter()) {
                writer.append("warning", json("{}"));
                writer.append("warning", json("{}"));
            }

            assertThat(reader.poll()).extracting(Event::seq).containsExactly(3L);
        }
    }

    @Test
    void linesLongerThanAReadingBlockAreRead() {
        String text = "x".repeat(200_000);
        try (JournalWriter writer = run.openWriter(); JournalReader reader = run.openReader(1)) {
            writer.append("warning", json("{\"message\": \"" + text + "\"}"));
            writer.append("warning", json("{}"));

            assertThat(reader.poll()).hasSize(2);
        }
    }

    @Test
    void aSecondWriterIsRefused() {
        try (JournalWriter writer = run.openWriter()) {
            assertThat(writer.lastSeq()).isEqualTo(1);
            assertThatThrownBy(run::openWriter).isInstanceOf(HistoryException.class)
                    .hasMessageContaining("one writer");
        }
    }

    @Test
    void nonFiniteNumbersAreWrittenAsTexts() throws Exception {
        try (JournalWriter writer = run.openWriter()) {
            writer.append("metrics", TestRuns.metrics(1, "loss", Double.NEGATIVE_INFINITY));
        }

        assertThat(Files.readString(run.journal())).contains("\"loss\":\"-Infinity\"");
    }
}
