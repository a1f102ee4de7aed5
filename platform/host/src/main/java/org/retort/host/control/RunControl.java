package org.retort.host.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What can be done with runs; an OSGi service while a process serves, beside the {@code History} and the
 * {@code Workspace} that it serves. All methods may be called by any thread, return at once, and report bad input (a
 * run that does not exist, is in the wrong state) by exceptions whose message is for the reader.
 */
@ProviderType
public interface RunControl {
    /** Asks a run to stop at its next step; a queued one stops at once. */
    void stop(String id);

    /** Queues a run that was stopped, failed or lost again; it goes on from its last checkpoint. */
    void resume(String id);

    /**
     * Queues a new run with the same descriptor and seed.
     *
     * @return its id
     */
    String rerun(String id);

    /** Deletes the folders of runs, none of which may be running. */
    void delete(List<String> ids);
}
