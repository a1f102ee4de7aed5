package org.retort.host.internal.registry;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** Bundles in messages. */
public final class BundleName {
    private static final String REFERENCE = "reference:";

    private BundleName() {}

    /** Name, version and file of a bundle, such as {@code bundle com.example.student 1.0.0 (student.jar)}. */
    public static String of(Bundle bundle) {
        return "bundle " + bundle.getSymbolicName() + " " + bundle.getVersion()
                + file(bundle).map(file -> " (" + file.getFileName() + ")").orElse("");
    }

    /** The jar that a bundle was installed from; empty where it was none. */
    public static Optional<Path> file(Bundle bundle) {
        String location = bundle.getLocation();
        String address = location.startsWith(REFERENCE) ? location.substring(REFERENCE.length()) : location;
        return address.startsWith("file:") ? Optional.of(Path.of(URI.create(address))) : Optional.empty();
    }
}
