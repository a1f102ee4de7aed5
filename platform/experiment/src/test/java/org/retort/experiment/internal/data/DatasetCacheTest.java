package org.retort.experiment.internal.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retort.api.data.DatasetContext;
import org.retort.api.data.Split;

class DatasetCacheTest {
    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();
    private final SkipCount context = new SkipCount(Path.of(""));

    private DecodedDataset decoded(DrawnDataset dataset) {
        return new DatasetCache(folder).decoded(dataset, context, told::add);
    }

    private Path file(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals(name)).findFirst().orElseThrow();
        }
    }

    @Test
    void imagesAndLabelsComeBackAsTheyWere() {
        DecodedSplit split = decoded(new DrawnDataset(context, -1)).split(Split.TRAIN);

        assertThat(split.count()).isEqualTo(10);
        assertThat(split.name(7)).isEqualTo("image7");
        assertThat(split.label(7)).containsExactly(0, 1);
        assertThat(split.pixels(7)).containsOnly(7);
        assertThat(split.labelCounts()).containsExactly(5, 5);
    }

    @Test
    void aDataSetIsDecodedOnce() {
        decoded(new DrawnDataset(context, -1));
        DrawnDataset again = new DrawnDataset(context, -1);

        decoded(again);

        assertThat(again.reads()).isZero();
    }

    @Test
    void imagesThatWereLeftOutAreStillCountedTheNextTime() {
        decoded(new DrawnDataset(context, 3));

        DecodedDataset again = new DatasetCache(folder)
                .decoded(new DrawnDataset(context, 3), new SkipCount(Path.of("")), told::add);

        assertThat(again.split(Split.TRAIN).count()).isEqualTo(9);
        assertThat(again.skipped()).isEqualTo(1);
        assertThat(again.reasons()).containsExactly("image3: no picture");
    }

    @Test
    void aDamagedCacheIsToldAndDecodedAgain() throws IOException {
        String checksum = decoded(new DrawnDataset(context, -1)).checksum();
        Path pixels = file("train.pixels");
        byte[] bytes = Files.readAllBytes(pixels);
        bytes[20] ^= 1;
        Files.write(pixels, bytes);
        DrawnDataset dataset = new DrawnDataset(context, -1);

        DecodedDataset mended = decoded(dataset);

        assertThat(dataset.reads()).isEqualTo(10);
        assertThat(mended.checksum()).isEqualTo(checksum);
        assertThat(mended.split(Split.TRAIN).pixels(1)).containsOnly(1);
        assertThat(told).anyMatch(words -> words.contains("is damaged") && words.contains("decoding it again"));
    }

    @Test
    void aShortenedLabelFileIsNoticed() throws IOException {
        decoded(new DrawnDataset(context, -1));
        Path labels = file("train.labels");
        byte[] bytes = Files.readAllBytes(labels);
        Files.write(labels, java.util.Arrays.copyOf(bytes, bytes.length - 5));
        DrawnDataset dataset = new DrawnDataset(context, -1);

        decoded(dataset);

        assertThat(dataset.reads()).isEqualTo(10);
    }

    @Test
    void aThreadWaitsForAnotherThatDecodesTheSame() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        DatasetContext slow = new DatasetContext() {
            @Override
            public Path resolve(Path path) {
                return path;
            }

            @Override
            public void skipped(String name, String reason) {
                reading.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        FutureTask<DecodedDataset> first = new FutureTask<>(() -> decoded(new DrawnDataset(slow, 3)));
        DrawnDataset same = new DrawnDataset(context, 3);
        FutureTask<DecodedDataset> second = new FutureTask<>(() -> decoded(same));
        new Thread(first).start();
        reading.await();
        Thread waiting = new Thread(second);
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING && waiting.isAlive()) {
            Thread.onSpinWait();
        }
        goOn.countDown();

        assertThat(second.get().checksum()).isEqualTo(first.get().checksum());
        assertThat(same.reads()).isZero();
    }

    @Test
    void severalProcessesAtOnceDecodeOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(DecodingProcess.start(folder));
        }
        int reads = 0;
        for (Process process : processes) {
            String said = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor()).as(said).isZero();
            reads += Integer.parseInt(said.strip());
        }

        assertThat(reads).isEqualTo(10);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("making"));
        }
    }
}
