package org.retort.engine.program;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Runs graphs; an OSGi service, one for each library of kernels. */
@ConsumerType
public interface Engine {
    /** The name in descriptors: {@code nd4j}, {@code libtorch}. */
    String id();

    /** Speed rank on a device: {@code engine: auto} takes the highest usable one. */
    int rank(String device);

    /** The devices of this machine, the CPU first. Loads natives and may take a second. */
    List<DeviceStatus> devices();

    /** Versions of the natives, for provenance: library to version. */
    Map<String, String> natives();

    /**
     * Opens a session on a device.
     *
     * @throws org.retort.api.plugin.InputException where the device is not usable, in words
     */
    EngineSession open(EngineSettings settings);
}
