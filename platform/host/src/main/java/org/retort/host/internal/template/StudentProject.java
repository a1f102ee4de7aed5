package org.retort.host.internal.template;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.retort.api.plugin.InputException;

/** A Maven project with one generator, its test and a descriptor that trains it, which builds against a distribution. */
public final class StudentProject {
    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final Set<String> WORDS_OF_JAVA = Set.of(
            "abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const", "continue",
            "default", "do", "double", "else", "enum", "extends", "false", "final", "finally", "float", "for", "goto",
            "if", "implements", "import", "instanceof", "int", "interface", "long", "native", "new", "null", "package",
            "private", "protected", "public", "return", "short", "static", "strictfp", "super", "switch",
            "synchronized", "this", "throw", "throws", "transient", "true", "try", "void", "volatile", "while");

    private final Path home;

    /**
     * @param home folder of the distribution
     */
    public StudentProject(Path home) {
        this.home = home.toAbsolutePath().normalize();
    }

    /**
     * Writes the project.
     *
     * @param name the design's id
     * @param folder where to; must not exist yet
     * @return the folder
     * @throws InputException where the name or the folder will not do; nothing is left behind then
     */
    public Path write(String name, Path folder) {
        if (!name.matches(NAME) || WORDS_OF_JAVA.contains(name)) {
            throw new InputException("a design cannot be named `" + name
                    + "`; allowed are small letters and digits, a letter first, and single hyphens between words, such"
                    + " as my-design, but no word of Java alone");
        }
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new InputException(target + " exists; choose another name, or another folder by --folder");
        }
        Map<String, String> values = values(name);
        String path = "src/%s/java/design/" + values.get("@package@") + "/" + values.get("@Class@");
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", "pom.xml");
        files.put("bnd.bnd", "bnd.bnd");
        files.put("README.md", "README.md");
        files.put("gitignore", ".gitignore");
        files.put("try.yaml", "try.yaml");
        files.put("Generator.java.txt", String.format(path, "main") + ".java");
        files.put("GeneratorTest.java.txt", String.format(path, "test") + "Test.java");
        try {
            Files.createDirectories(target.getParent());
            Path unfinished = Files.createTempDirectory(target.getParent(), "." + name);
            try {
                for (Map.Entry<String, String> file : files.entrySet()) {
                    Path written = unfinished.resolve(file.getValue());
                    Files.createDirectories(written.getParent());
                    Files.writeString(written, filled(file.getKey(), values));
                }
                return Files.move(unfinished, target);
            } catch (IOException e) {
                delete(unfinished);
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw new InputException("the project cannot be made: " + e.getFile() + " exists and is no folder", e);
        } catch (IOException e) {
            throw new InputException("the project cannot be written to " + target + ": " + e, e);
        }
    }

    private Map<String, String> values(String name) {
        List<String> words = Arrays.asList(name.split("-"));
        return Map.of(
                "@id@", name,
                "@package@", String.join("", words),
                "@Class@",
                        words.stream()
                                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                                .collect(Collectors.joining()),
                "@version@", version(),
                "@repository@", home.resolve("repository").toUri().toString());
    }

    /** The version of the artifacts in the distribution's repository. */
    private String version() {
        Path parent = home.resolve("repository/org/retort/retort-parent");
        try (Stream<Path> versions = Files.list(parent)) {
            return versions.map(folder -> folder.getFileName().toString()).findFirst().orElseThrow(() -> incomplete(parent, null));
        } catch (IOException e) {
            throw incomplete(parent, e);
        }
    }

    private static InputException incomplete(Path parent, Exception cause) {
        return new InputException("this distribution is not complete: " + parent
                + " is missing, against which projects build; build or unpack the distribution again", cause);
    }

    private static String filled(String template, Map<String, String> values) throws IOException {
        try (InputStream stream = StudentProject.class.getResourceAsStream(template)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace(value.getKey(), value.getValue());
            }
            return text;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
