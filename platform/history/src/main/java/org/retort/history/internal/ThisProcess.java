package org.retort.history.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** How this process is told from others. */
public final class ThisProcess {
    private ThisProcess() {
    }

    /** Its number on this host. */
    public static long pid() {
        return ProcessHandle.current().pid();
    }

    /** The name of this host; {@code localhost} on a host that does not know its name. */
    public static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
