package org.retort.host.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
    @ParameterizedTest
    @ValueSource(strings = {"/home/a/workspace", "/home/a b/work$space", "it's", "\"a\" & `b`"})
    void aShellReadsBackTheTextAsOneWord(String text) throws Exception {
        Process shell = new ProcessBuilder("/bin/sh", "-c", "printf '<%s>' " + ShellWord.of(text)).start();

        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("<" + text + ">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/home/a/workspace", "experiments/quickstart.yaml"})
    void aPlainPathHasNoQuotes(String text) {
        assertThat(ShellWord.of(text)).isEqualTo(text);
    }
}
