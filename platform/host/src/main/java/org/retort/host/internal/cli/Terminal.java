package org.retort.host.internal.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Where a command prints, and whether somebody asked it to end. */
final class Terminal {
    private final PrintStream out;
    private final PrintStream messages;
    private final boolean interactive;
    private final List<String> arguments;
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final AtomicReference<Runnable> stop = new AtomicReference<>();
    private final AtomicReference<Runnable> kill = new AtomicReference<>();

    /**
     * @param out for what was asked for
     * @param messages for progress and errors
     * @param interactive whether messages are read by somebody who sees a line change
     * @param arguments the whole command line after {@code retort}
     */
    Terminal(PrintStream out, PrintStream messages, boolean interactive, List<String> arguments) {
        this.out = out;
        this.messages = messages;
        this.interactive = interactive;
        this.arguments = List.copyOf(arguments);
    }

    void print(String line) {
        out.println(line);
    }

    /** The one document of a command with {@code --json}. */
    void print(JsonNode document) {
        try {
            out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document cannot be written", e);
        }
    }

    PrintStream messages() {
        return messages;
    }

    boolean interactive() {
        return interactive;
    }

    /** What the user typed, as a line that can be typed again. */
    String commandLine() {
        return arguments.stream().map(ShellWord::of).collect(Collectors.joining(" ", "retort ", ""));
    }

    /**
     * From now on the command ends by itself when it is asked to.
     *
     * @param first asks it to, at the first Ctrl-C
     * @param second ends at once what the command started, at the second
     */
    void onInterrupt(Runnable first, Runnable second) {
        stop.set(first);
        kill.set(second);
    }

    /** Takes a Ctrl-C; false where the command can be cut off. */
    boolean interrupt() {
        if (stop.get() == null) {
            return false;
        }
        (interrupted.getAndSet(true) ? kill : stop).get().run();
        return true;
    }

    boolean interrupted() {
        return interrupted.get();
    }
}
