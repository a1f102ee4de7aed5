package org.retort.web.internal;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** One browser at the other end of the stream; a slow one is told to read everything again. */
final class StreamReader {
    private static final int WAITING = 2000;
    private static final int PING_SECONDS = 15;
    private static final String PING = ": ping\n\n";
    private static final String RESYNC = "event: resync\ndata: {}\n\n";
    private static final String END = "";

    private final String run;
    private final BlockingQueue<String> messages = new ArrayBlockingQueue<>(WAITING);

    /** Takes a message; may throw where the reader has gone. */
    interface Sink {
        void write(String message) throws IOException;
    }

    StreamReader(String run) {
        this.run = run;
    }

    /** The run whose events it follows; null for none. */
    String run() {
        return run;
    }

    /** Queues a message; never waits. */
    synchronized void offer(String message) {
        if (!messages.offer(message)) {
            messages.clear();
            messages.add(RESYNC);
        }
    }

    synchronized void end() {
        messages.clear();
        messages.add(END);
    }

    /** Writes messages as they come, until the end or until nobody reads any more. */
    void copyTo(Sink sink) throws InterruptedException {
        try {
            sink.write("retry: 2000\n\n");
            while (true) {
                String message = messages.poll(PING_SECONDS, TimeUnit.SECONDS);
                if (END.equals(message)) {
                    return;
                }
                sink.write(message == null ? PING : message);
            }
        } catch (IOException gone) {
            return;
        }
    }
}
