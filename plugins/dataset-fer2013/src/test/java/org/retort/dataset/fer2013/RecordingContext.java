package org.retort.dataset.fer2013;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.retort.api.data.DatasetContext;

/** Resolves against a folder and remembers what was skipped. */
record RecordingContext(Path folder, List<String> reasons) implements DatasetContext {
    RecordingContext(Path folder) {
        this(folder, Collections.synchronizedList(new ArrayList<>()));
    }

    @Override
    public Path resolve(Path path) {
        return folder.resolve(path);
    }

    @Override
    public void skipped(String name, String reason) {
        reasons.add(name + ": " + reason);
    }
}
