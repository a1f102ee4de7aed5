package org.retort.experiment.training;

import java.util.function.Supplier;
import org.retort.api.plugin.InputException;
import org.retort.experiment.descriptor.PluginUse;

/** Calls into plugins, whose failures are told in words that name the plugin. */
final class PluginCall {
    private PluginCall() {}

    /**
     * @param doing what the plugin is doing, such as {@code drawing its network}
     * @throws InputException where the plugin fails
     */
    static <T> T of(PluginUse use, String doing, Supplier<T> call) {
        try {
            T result = call.get();
            if (result == null) {
                throw new InputException("it returned nothing");
            }
            return result;
        } catch (InputException e) {
            throw new InputException(use.words() + ", " + doing + ": " + e.getMessage(), e);
        } catch (RuntimeException | LinkageError e) {
            throw new InputException(use.words() + " failed while " + doing + ": " + e
                    + "; this is a fault of the plugin, its log has the details", e);
        }
    }
}
