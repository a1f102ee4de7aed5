package org.retort.host.internal.launch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Starts the bundles that only a process that serves needs: HTTP and the pages. The launcher installs them on a start
 * level of their own, since starting them would double the time of every other command.
 */
@Component(service = ServingBundles.class)
public final class ServingBundles {
    /** The level on which the launcher installs them. */
    private static final int LEVEL = 2;

    private static final long PATIENCE_SECONDS = 30;

    private final BundleContext context;

    /** Called by Declarative Services. */
    @Activate
    public ServingBundles(BundleContext context) {
        this.context = context;
    }

    /**
     * Starts them; the services that their pages show are to be registered before.
     *
     * @param host the address to listen on, such as {@code 127.0.0.1}
     * @param port the port; one that is free
     */
    public void start(String host, int port) throws InterruptedException {
        // Where there is no Configuration Admin, Felix HTTP takes its settings from framework and system properties.
        System.setProperty("org.apache.felix.http.host", host);
        System.setProperty("org.osgi.service.http.port", Integer.toString(port));
        CountDownLatch started = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class).setStartLevel(LEVEL, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                started.countDown();
            }
        });
        if (!started.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the web server did not start within " + PATIENCE_SECONDS + " s");
        }
    }
}
