package org.retort.api.data;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** What the platform offers to a {@link DatasetProvider} while it opens and reads a data set. */
@ProviderType
public interface DatasetContext {
    /**
     * Resolves a path of the parameters: {@code ~} is the home folder, a relative path starts at the descriptor's
     * folder.
     */
    Path resolve(Path path);

    /**
     * Counts an image that is left out because the user asked for skipping; the count and the first reasons are shown
     * when the data set is loaded and recorded with the run.
     *
     * @param name the file or line
     * @param reason what is wrong with it
     */
    void skipped(String name, String reason);
}
