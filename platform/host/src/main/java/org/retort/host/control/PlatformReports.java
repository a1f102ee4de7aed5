package org.retort.host.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.osgi.annotation.versioning.ProviderType;

/** The documents about the platform itself that both the command line and REST give out; an OSGi service. */
@ProviderType
public interface PlatformReports {
    /**
     * {@code {plugins: [{kind, id, title, summary, bundle, version}], bundles: [{bundle, version, file, state,
     * problems: []}], problems: []}}; a problem is one sentence.
     */
    ObjectNode plugins();

    /**
     * {@code {kind, id, title, summary, bundle, version, parameters: [{name, type, unit, default, min, max, choices,
     * summary, allowed}]}}; default is null where the parameter is required.
     *
     * @param kind the word for the kind, such as {@code generator}
     * @throws org.retort.api.plugin.InputException where there is no such plugin, with the nearest name
     */
    ObjectNode plugin(String kind, String id);

    /**
     * {@code {java, system, cpu: {model, cores, flags: []}, memory: {totalBytes, freeBytes, heapBytes}, disk: {path,
     * freeBytes}, gpus: [{name, computeCapability, memory, driver}], engines: [{engine, natives: {}, devices:
     * [{device, description, usable, reason}]}], plugins, problems: []}}; {@code plugins} is their number, and flags
     * are those of the CPU that decide how fast it trains. Loads the natives of every engine and may take seconds.
     */
    ObjectNode doctor();

    /**
     * Calls back whenever plugins came, changed or went.
     *
     * @return closes the subscription
     */
    AutoCloseable onPluginsChanged(Runnable listener);
}
