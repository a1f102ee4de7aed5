package org.retort.host.internal.cli;

/** Words of commands that readers copy into a shell. */
final class ShellWord {
    private static final String PLAIN = "[\\w./:,+@%=-]+";

    private ShellWord() {}

    /** The text as one word, in quotes where it needs them. */
    static String of(Object text) {
        String word = text.toString();
        return word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
