package org.retort.engine.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The components that the bundle of distillation losses says it has. */
final class ShippedLosses {
    private static final String BUNDLE = "retort-plugin-distillation-losses";

    private ShippedLosses() {}

    /** Names of their classes. */
    static List<String> classes() {
        return manifests()
                .filter(manifest -> BUNDLE.equals(manifest.getMainAttributes().getValue("Bundle-SymbolicName")))
                .flatMap(manifest -> Stream.of(manifest.getMainAttributes().getValue("Service-Component").split(",")))
                .map(file -> file.replace("OSGI-INF/", "").replace(".xml", ""))
                .toList();
    }

    private static Stream<Manifest> manifests() {
        try {
            return Collections.list(ShippedLosses.class.getClassLoader().getResources("META-INF/MANIFEST.MF")).stream()
                    .map(ShippedLosses::manifest);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Manifest manifest(URL address) {
        try (InputStream in = address.openStream()) {
            return new Manifest(in);
        } catch (IOException e) {
            throw new AssertionError(address.toString(), e);
        }
    }
}
