package org.retort.api.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares one parameter of a plugin, on a component of the record that {@link Configurable#parameters()} names. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Parameter {
    /** Marks a parameter that has no default. */
    String REQUIRED = "\u0000required";

    /** One sentence that says what the parameter does. */
    String summary();

    /** Unit of the value, such as {@code px} or {@code channels}; empty for a plain number or word. */
    String unit() default "";

    /**
     * The default, written as in a descriptor; a list is written with commas, and the empty string is an empty list
     * or an empty string.
     */
    String value() default REQUIRED;

    /** Smallest number allowed. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest number allowed. */
    double max() default Double.POSITIVE_INFINITY;
}
