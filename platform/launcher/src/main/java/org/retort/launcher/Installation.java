package org.retort.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that a distribution was unpacked to.
 *
 * @param home the folder
 */
record Installation(Path home) {
    /** System property with the folder; without it, it is the one above the launcher's own jar. */
    static final String HOME = "retort.home";

    Installation {
        home = home.toAbsolutePath().normalize();
    }

    static Installation ofThisProcess() {
        String given = System.getProperty(HOME);
        if (given != null) {
            return new Installation(Path.of(given));
        }
        Path first = Path.of(System.getProperty("java.class.path").split(System.getProperty("path.separator"))[0]);
        return new Installation(first.toAbsolutePath().getParent().getParent());
    }

    /** The class path of the launcher: the libraries that are not bundles. */
    String libraries() {
        return home.resolve("lib") + File.separator + "*";
    }

    /** The platform's bundles and their libraries. */
    List<Path> bundles() {
        return jars(home.resolve("bundles"));
    }

    /** The bundles that only a process that serves pages needs. */
    List<Path> servingBundles() {
        return jars(home.resolve("bundles").resolve("serve"));
    }

    /** The plugins that ship with the platform. */
    List<Path> plugins() {
        return jars(home.resolve("plugins"));
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new LaunchException("cannot list " + folder + ", which should hold jars of this installation ("
                    + e + "); unpack or build it again", e);
        }
    }
}
