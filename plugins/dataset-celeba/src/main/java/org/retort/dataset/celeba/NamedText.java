package org.retort.dataset.celeba;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The content of a list.
 *
 * @param name where it is, for messages
 */
record NamedText(String name, byte[] content) {
    BufferedReader reader() {
        return new BufferedReader(
                new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8), 1 << 16);
    }
}
