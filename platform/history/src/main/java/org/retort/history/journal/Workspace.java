package org.retort.history.journal;

import java.nio.file.Path;

/**
 * Where everything a user makes lives: runs, own plugins, decoded data sets, the index. Nothing is created by naming
 * a place; who writes there creates it.
 *
 * @param path the workspace folder
 */
public record Workspace(Path path) {
    public Workspace {
        path = path.toAbsolutePath().normalize();
    }

    /** One folder for each run, named by its id. */
    public Path runs() {
        return path.resolve("runs");
    }

    /** The user's plugin jars. */
    public Path plugins() {
        return path.resolve("plugins");
    }

    /** Decoded data sets. */
    public Path cache() {
        return path.resolve("cache");
    }

    /** File locks, one for each slot of the machine that runs can take. */
    public Path slots() {
        return path.resolve("slots");
    }

    /** The index over all runs, which may be deleted at any time. */
    public Path database() {
        return path.resolve("history.db");
    }

    /** Address and process id of the serving process, while there is one. */
    public Path serverFile() {
        return path.resolve("server.json");
    }
}
