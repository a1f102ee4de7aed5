package org.retort.api.plugin;

/**
 * What every kind of plugin has in common: its parameters are one record, whose components are annotated with
 * {@link Parameter}. From that single declaration come the check of descriptors, the help on the command line, the
 * reference page and the form in the browser.
 *
 * <p>A component may be of type {@code int}, {@code long}, {@code double}, {@code boolean}, {@code String},
 * {@link java.nio.file.Path}, an enum, or a {@code List} of {@code String}, {@code Double} or {@code Integer}. Its
 * name in a descriptor is the component's own name with capitals turned into hyphens ({@code cycleWeight} becomes
 * {@code cycle-weight}); an enum constant's is the constant in lower case with hyphens. The record and its canonical
 * constructor are public; the constructor may throw {@link InputException} where single ranges cannot say what is
 * allowed.
 *
 * <p>A plugin is shared by all runs and by several threads: it keeps no state.
 *
 * @param <P> the record of the plugin's parameters; {@link NoParameters} where there are none
 */
public interface Configurable<P extends Record> {
    /** The class of the parameter record. */
    Class<P> parameters();
}
