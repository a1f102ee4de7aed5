package org.retort.engine.graph;

import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.osgi.annotation.versioning.ProviderType;
import org.retort.api.model.NetworkBuilder;

/** One drawing of a network within a graph; all drawings of a network share its parameters. */
@ProviderType
public interface NetworkDrawing {
    /** Where the network is drawn. */
    NetworkBuilder builder();

    /** Tap name to variable, in the order of drawing. */
    Map<String, SDVariable> taps();

    /** The named layers of the builder, in the order of drawing. */
    List<NetworkSummary.Layer> layers();
}
