package org.retort.api.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Names a plugin. Put it beside {@code @Component} on the class that implements one of the plugin interfaces (a
 * {@link Configurable}); its elements become the service properties {@code retort.id}, {@code retort.title} and
 * {@code retort.summary}, so that the platform can list a plugin without making it.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Plugin {
    /** Prefix of the service properties. */
    String PREFIX_ = "retort.";

    /** Service property that holds {@link #id()}. */
    String ID = "retort.id";

    /** Service property that holds {@link #title()}. */
    String TITLE = "retort.title";

    /** Service property that holds {@link #summary()}. */
    String SUMMARY = "retort.summary";

    /**
     * The name by which descriptors ask for the plugin: lower-case words joined by hyphens, unique among plugins of
     * the same interface.
     */
    String id();

    /** The name that people read. */
    String title();

    /** One sentence that says what the plugin does, with its source (paper, equation) where it has one. */
    String summary();
}
