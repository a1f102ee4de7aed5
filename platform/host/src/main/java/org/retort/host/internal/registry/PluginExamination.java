package org.retort.host.internal.registry;

import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.retort.api.plugin.Configurable;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Plugin;
import org.retort.experiment.plugin.InstalledPlugin;
import org.retort.experiment.plugin.ParameterDeclaration;
import org.retort.experiment.plugin.PluginKind;

/** Makes a plugin from its service and checks that the platform can use it. */
final class PluginExamination {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final BundleContext context;

    PluginExamination(BundleContext context) {
        this.context = context;
    }

    /**
     * The plugin behind a service.
     *
     * @throws InputException where the platform cannot use it, in words for the plugin's author
     */
    InstalledPlugin examine(PluginKind kind, ServiceReference<Object> reference, Bundle bundle) {
        String owner = BundleName.of(bundle);
        if (!(reference.getProperty(Plugin.ID) instanceof String id)) {
            throw new InputException("a " + kind.word() + " of " + owner + " has no service property " + Plugin.ID
                    + ", so no descriptor can name it; put @Plugin(id = ...) beside @Component on its class");
        }
        if (!ID.matcher(id).matches()) {
            throw new InputException("the " + kind.word() + " of " + owner + " has the id '" + id
                    + "'; an id is lower-case words and digits joined by hyphens, such as my-student");
        }
        String name = kind.word() + " '" + id + "' of " + owner;
        if (!(context.getService(reference) instanceof Configurable<?> service)) {
            throw new InputException(name + " cannot be made: its constructor failed; its stack trace is in the log");
        }
        checkParameters(name, service);
        return new InstalledPlugin(
                kind, id, text(reference, Plugin.TITLE, id), text(reference, Plugin.SUMMARY, ""),
                bundle.getSymbolicName(), bundle.getVersion().toString(), service);
    }

    private static void checkParameters(String name, Configurable<?> service) {
        try {
            Class<? extends Record> parameters = service.parameters();
            if (parameters == null) {
                throw new InputException("parameters() answers null; a plugin without parameters answers"
                        + " NoParameters.class");
            }
            ParameterDeclaration.of(parameters);
        } catch (InputException e) {
            throw new InputException(name + " cannot be used: " + e.getMessage(), e);
        } catch (RuntimeException | LinkageError e) {
            // Code of others: whatever it throws costs this one plugin and no more.
            throw new InputException(name + " cannot be used: it fails when asked for its parameters: " + e, e);
        }
    }

    private static String text(ServiceReference<Object> reference, String key, String otherwise) {
        return reference.getProperty(key) instanceof String text ? text : otherwise;
    }
}
