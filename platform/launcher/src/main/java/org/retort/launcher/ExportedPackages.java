package org.retort.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The packages of the class path that bundles may import, with versions: part of the contract with plugins, so they
 * are chosen in the file {@code exported-packages.txt} and not collected from the jars. A question mark after a package
 * says that some distributions lack it; there it is not exported.
 */
final class ExportedPackages {
    private static final String FILE = "exported-packages.txt";
    private static final String OPTIONAL = " ?";

    private ExportedPackages() {}

    /** The packages in the form of an {@code Export-Package} header. */
    static String header() {
        List<String> clauses = new ArrayList<>();
        String version = "";
        for (String line : lines()) {
            if (line.startsWith("[")) {
                version = line.substring(line.lastIndexOf(' ') + 1, line.length() - 1);
            } else if (line.endsWith(OPTIONAL)) {
                String name = line.substring(0, line.length() - OPTIONAL.length());
                if (ExportedPackages.class.getClassLoader().getResource(name.replace('.', '/')) != null) {
                    clauses.add(clause(name, version));
                }
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                clauses.add(clause(line, version));
            }
        }
        return String.join(",", clauses);
    }

    private static String clause(String name, String version) {
        return name + ";version=\"" + version + "\"";
    }

    private static List<String> lines() {
        try (InputStream file = ExportedPackages.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }
}
