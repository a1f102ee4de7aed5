package org.retort.engine.graph;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.retort.api.model.Initializer;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.ParameterLayout;

/** The parameters of one network within one graph. */
final class NetworkParameters {
    private final SameDiff graph;
    private final DataType type;
    private final String network;
    private final Map<String, SDVariable> variables = new LinkedHashMap<>();
    private final Map<String, Initializer> initializers = new LinkedHashMap<>();
    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    NetworkParameters(SameDiff graph, DataType type, String network) {
        this.graph = graph;
        this.type = type;
        this.network = network;
    }

    String network() {
        return network;
    }

    SDVariable parameter(String name, Initializer initializer, long... shape) {
        long[] known = shapes.get(name);
        if (known == null) {
            // A placeholder, since SameDiff would allocate an array for a variable of its own.
            SDVariable variable = graph.placeHolder(network + "/" + name, type, shape);
            variables.put(name, variable);
            initializers.put(name, initializer);
            shapes.put(name, shape.clone());
            return variable;
        }
        if (!Arrays.equals(known, shape)) {
            throw new InputException("parameter " + name + " of network " + network + " is asked for with shape "
                    + Arrays.toString(shape) + " but was made with " + Arrays.toString(known)
                    + "; one name stands for one shape");
        }
        return variables.get(name);
    }

    ParameterLayout layout() {
        return new ParameterLayout(network, shapes);
    }

    Map<String, Initializer> initializers() {
        return Collections.unmodifiableMap(initializers);
    }

    Map<String, SDVariable> variables() {
        return Collections.unmodifiableMap(variables);
    }
}
