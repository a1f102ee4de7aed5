package org.retort.history.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.retort.history.HistoryException;
import org.retort.history.internal.AtomicFile;

/** Gives ids to runs by creating their folders, and takes folders away again. */
public final class RunIds {
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");
    private static final int SUGGESTIONS = 5;

    private final Path runs;
    /** The highest id there was, kept from the moment a run is deleted so that its id is not given again. */
    private final Path highest;

    public RunIds(Workspace workspace) {
        this.runs = workspace.runs();
        this.highest = runs.resolve(".highest");
    }

    /** Whether a text has the form of an id. */
    public static boolean valid(String id) {
        return ID.matcher(id).matches();
    }

    /** All ids that have a folder, lowest first. */
    public List<String> list() {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.map(folder -> folder.getFileName().toString()).filter(RunIds::valid)
                    .sorted(Comparator.comparingLong(Long::parseLong)).toList();
        } catch (IOException e) {
            throw new HistoryException("cannot list " + runs + ": " + e.getMessage(), e);
        }
    }

    /** Creates the folder of the next free id. */
    Path allocate() {
        try {
            Files.createDirectories(runs);
            long id = highest() + 1;
            while (true) {
                try {
                    return Files.createDirectory(runs.resolve(Long.toString(id)));
                } catch (FileAlreadyExistsException e) {
                    id++;
                }
            }
        } catch (IOException e) {
            throw new HistoryException("cannot create a run in " + runs + ": " + e.getMessage(), e);
        }
    }

    /** Takes a run's folder away: first out of sight as a whole, then file by file. */
    void retire(Path folder) {
        try {
            AtomicFile.write(highest, Long.toString(highest()).getBytes(StandardCharsets.US_ASCII));
            Path trash = runs.resolve(".deleted-" + folder.getFileName() + "-" + UUID.randomUUID());
            Files.move(folder, trash);
            try (Stream<Path> files = Files.walk(trash)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new HistoryException("cannot delete " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Says that a run does not exist, and which ones nearby do. */
    String missing(String id) {
        List<String> ids = list();
        if (ids.isEmpty()) {
            return "there is no run " + id + ": no run was made in " + runs + " yet";
        }
        long wanted = valid(id) ? Long.parseLong(id) : Long.MAX_VALUE;
        String nearest = ids.stream()
                .sorted(Comparator.comparingLong((String other) -> Math.abs(wanted - Long.parseLong(other))))
                .limit(SUGGESTIONS).sorted(Comparator.comparingLong(Long::parseLong))
                .collect(Collectors.joining(", "));
        return "there is no run '" + id + "' in " + runs + "; the nearest are " + nearest;
    }

    private long highest() throws IOException {
        // The listing first: a run that leaves it in between is in the file by then.
        long listed = list().stream().mapToLong(Long::parseLong).max().orElse(0);
        long recorded = Files.exists(highest) ? Long.parseLong(Files.readString(highest).strip()) : 0;
        return Math.max(listed, recorded);
    }
}
