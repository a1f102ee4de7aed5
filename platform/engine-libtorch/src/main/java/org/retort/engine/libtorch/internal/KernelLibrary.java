package org.retort.engine.libtorch.internal;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The kernels of this engine, by name of op or of fused node. */
final class KernelLibrary {
    private final Map<String, Factory> factories = new HashMap<>();

    /** Makes a kernel for a place in a program. */
    @FunctionalInterface
    interface Factory {
        /**
         * @throws org.retort.api.plugin.InputException where arguments ask for what the kernel cannot do
         */
        Kernel bind(Site site);
    }

    /**
     * @param cpu whether the device is a CPU
     * @param oneDnn whether oneDNN computes convolutions there
     */
    KernelLibrary(boolean cpu, boolean oneDnn) {
        Elementwise.register(factories);
        ElementwiseInPlace.register(factories);
        Reductions.register(factories);
        Shapes.register(factories);
        Convolutions.register(factories, cpu && oneDnn);
        InstanceNorms.register(factories, cpu && oneDnn);
        Products.register(factories);
        Pooling.register(factories);
    }

    /** The names it has kernels for. */
    Set<String> names() {
        return Collections.unmodifiableSet(factories.keySet());
    }

    /**
     * The kernel of a node.
     *
     * @throws org.retort.api.plugin.InputException where there is none, or none for these arguments
     */
    Kernel bind(Site site) {
        Factory factory = factories.get(site.node().op());
        if (factory == null) {
            throw site.refused("has no kernel in engine libtorch; use another op, or engine nd4j");
        }
        return factory.bind(site);
    }
}
