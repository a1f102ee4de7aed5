package org.retort.launcher;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.nio.file.Path;
import java.util.Arrays;

/** Builds tiny bundles from the test's own classes, as bnd-maven-plugin builds real ones. */
final class SampleBundles {
    private static final String PACKAGES = "org.retort.distribution.samples.";

    private SampleBundles() {}

    /** A bundle with one package of samples. */
    static Path build(String sample, Path jar) throws Exception {
        return build(sample, "1.0.0", "*", jar);
    }

    static Path build(String sample, String version, String imports, Path jar) throws Exception {
        try (Builder builder = new Builder()) {
            for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
                if (Path.of(entry).toFile().exists()) {
                    builder.addClasspath(Path.of(entry).toFile());
                }
            }
            builder.setProperty("Bundle-SymbolicName", "sample-" + sample);
            builder.setProperty("Bundle-Version", version);
            builder.setProperty("Private-Package", PACKAGES + sample);
            builder.setProperty("Import-Package", imports);
            try (Jar built = builder.build()) {
                if (!builder.getErrors().isEmpty()) {
                    throw new IllegalStateException(Arrays.toString(builder.getErrors().toArray()));
                }
                built.write(jar.toFile());
            }
        }
        return jar;
    }
}
