package org.retort.engine.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retort.api.model.Initializer;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.ParameterLayout;

/**
 * One SameDiff graph with networks drawn into it. Parameters are placeholders named {@code network/parameter}: the
 * graph knows their shapes and how they start, values belong to engines. For one thread.
 */
public final class ModelGraph {
    private final SameDiff sameDiff = SameDiff.create();
    private final StaticShapes shapes = new StaticShapes(sameDiff);
    private final Map<String, NetworkParameters> networks = new LinkedHashMap<>();
    private final DataType type;

    /**
     * @param type type of all numbers: FLOAT for runs, DOUBLE for gradient checks
     */
    public ModelGraph(DataType type) {
        this.type = type;
    }

    /** The graph underneath. */
    public SameDiff sameDiff() {
        return sameDiff;
    }

    /** Type of all numbers. */
    public DataType type() {
        return type;
    }

    /**
     * A value that is given anew for each run.
     *
     * @param shape static: the lengths of all axes, none for a scalar
     * @throws InputException where the name is taken
     */
    public SDVariable placeholder(String name, long... shape) {
        checkFree(name);
        return sameDiff.placeHolder(name, type, shape);
    }

    /**
     * A scalar that never changes.
     *
     * @throws InputException where the name is taken
     */
    public SDVariable constant(String name, double value) {
        checkFree(name);
        return sameDiff.constant(name, Nd4j.scalar(type, value));
    }

    /**
     * Begins one more drawing of a network.
     *
     * @param network its name, such as {@code own/generator}
     */
    public NetworkDrawing draw(String network) {
        return new Drawing(this, networks.computeIfAbsent(network, name -> new NetworkParameters(sameDiff, type, name)));
    }

    /**
     * The static shape of a variable, inferred from its op's inputs where it was made directly on the SameDiff graph.
     *
     * @throws InputException where it has none, naming variable or op
     */
    public long[] shape(SDVariable variable) {
        return shapes.of(variable.name()).clone();
    }

    /**
     * The value of a variable that constants and static shapes alone decide, such as a constant or the result of
     * {@code shape_of}; empty for all others. The array belongs to the graph.
     */
    public Optional<INDArray> constantValue(SDVariable variable) {
        return shapes.value(variable.name());
    }

    /** The parameters of a network drawn so far, in the order of drawing. */
    public ParameterLayout layout(String network) {
        return known(network).layout();
    }

    /** How the parameters of a network start, in the order of drawing. */
    public Map<String, Initializer> initializers(String network) {
        return known(network).initializers();
    }

    /** Parameter name (without the network's) to variable, in the order of drawing. */
    public Map<String, SDVariable> parameters(String network) {
        return known(network).variables();
    }

    /** The networks drawn so far. */
    public List<String> networks() {
        return new ArrayList<>(networks.keySet());
    }

    private NetworkParameters known(String network) {
        NetworkParameters found = networks.get(network);
        if (found == null) {
            throw new InputException("network " + network + " is not drawn in this graph; drawn are " + networks.keySet());
        }
        return found;
    }

    private void checkFree(String name) {
        if (sameDiff.hasVariable(name)) {
            throw new InputException("variable " + name + " exists already in this graph; give another name");
        }
    }
}
