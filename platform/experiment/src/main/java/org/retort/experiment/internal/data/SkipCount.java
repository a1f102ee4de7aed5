package org.retort.experiment.internal.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.retort.api.data.DatasetContext;

/** Resolves paths for a data set and counts what it leaves out; safe for several threads. */
public final class SkipCount implements DatasetContext {
    private static final int REASONS_KEPT = 20;

    private final Path folder;
    private final List<String> reasons = new ArrayList<>();
    private int count;

    /**
     * @param folder where relative paths start
     */
    public SkipCount(Path folder) {
        this.folder = folder;
    }

    @Override
    public Path resolve(Path path) {
        if (path.startsWith("~")) {
            Path home = Path.of(System.getProperty("user.home"));
            return path.getNameCount() == 1 ? home : home.resolve(path.subpath(1, path.getNameCount()));
        }
        return folder.resolve(path).normalize();
    }

    @Override
    public synchronized void skipped(String name, String reason) {
        count++;
        if (reasons.size() < REASONS_KEPT) {
            reasons.add(name + ": " + reason);
        }
    }

    synchronized int count() {
        return count;
    }

    synchronized List<String> reasons() {
        return List.copyOf(reasons);
    }
}
