package org.retort.experiment.run;

import java.util.Map;
import org.retort.api.data.ImageFormat;
import org.retort.api.loss.Role;
import org.retort.api.tensor.Tensor;
import org.retort.engine.program.EngineSession;
import org.retort.engine.program.Parameters;
import org.retort.experiment.training.NetworkPlugins;
import org.retort.experiment.training.Translator;

/** A generator with weights that were read from a file, on an engine until it is closed. */
record LoadedGenerator(Parameters parameters, Translator translator) implements AutoCloseable {
    /**
     * @param role whose generator the plugins draw
     * @param labels the number of labels, L
     */
    static LoadedGenerator of(
            NetworkPlugins plugins,
            Role role,
            ImageFormat format,
            int labels,
            EngineSession session,
            Map<String, Tensor> weights) {
        Parameters parameters = Translator.parameters(plugins, role, format, labels, session, weights);
        return new LoadedGenerator(parameters, new Translator(plugins, role, format, labels, session, parameters));
    }

    @Override
    public void close() {
        translator.close();
        parameters.close();
    }
}
