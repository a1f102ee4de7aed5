package org.retort.plugin.metrics;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.retort.api.metric.FeatureExtractor;
import org.retort.api.metric.FeatureExtractorReader;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;

/** Opens ONNX files as feature extractors, on ONNX Runtime. */
@Component
public final class OnnxFeatureExtractorReader implements FeatureExtractorReader {
    private static final int COLOURS = 3;

    @Override
    public List<String> endings() {
        return List.of(".onnx");
    }

    @Override
    public FeatureExtractor open(Path file, int size, String output) {
        OrtSession session = session(file);
        try {
            if (session.getInputInfo().size() != 1) {
                throw new InputException(file + " has the inputs " + String.join(", ", session.getInputNames())
                        + "; a feature network has one, for images");
            }
            NodeInfo input = session.getInputInfo().values().iterator().next();
            boolean channelsLast = channelsLast(file, input, size);
            return new OnnxFeatureExtractor(
                    session, input.getName(), output(file, session.getOutputNames(), output), channelsLast);
        } catch (OrtException e) {
            throw new InputException(file + " cannot be used: " + e.getMessage(), closed(session, e));
        } catch (RuntimeException e) {
            closed(session, e);
            throw e;
        }
    }

    private static OrtSession session(Path file) {
        try {
            return OrtEnvironment.getEnvironment().createSession(file.toString());
        } catch (OrtException e) {
            throw new InputException(file + " cannot be opened by ONNX Runtime: " + e.getMessage(), e);
        }
    }

    private static <E extends Exception> E closed(OrtSession session, E reason) {
        try {
            session.close();
        } catch (OrtException e) {
            reason.addSuppressed(e);
        }
        return reason;
    }

    private static boolean channelsLast(Path file, NodeInfo input, int size) {
        if (input.getInfo() instanceof TensorInfo tensor
                && tensor.type == OnnxJavaType.FLOAT
                && tensor.getShape().length == 4) {
            // Axes that are free are below 0.
            long[] shape = tensor.getShape();
            boolean first = free(shape[1], COLOURS) && free(shape[2], size) && free(shape[3], size);
            boolean last = free(shape[1], size) && free(shape[2], size) && free(shape[3], COLOURS);
            if (free(shape[0], -1) && (first || last)) {
                return !first;
            }
        }
        throw new InputException(file + " reads " + words(input) + "; a feature network reads float images [N, 3, " + size
                + ", " + size + "] or [N, " + size + ", " + size + ", 3], of which N is free; another size: the key size");
    }

    private static boolean free(long axis, long wanted) {
        return axis < 0 || axis == wanted;
    }

    private static String words(NodeInfo input) {
        return input.getInfo() instanceof TensorInfo tensor
                ? tensor.type + " " + Arrays.toString(tensor.getShape())
                : input.getInfo().toString();
    }

    private static String output(Path file, Set<String> names, String wanted) {
        if (wanted.isEmpty() && names.size() == 1) {
            return names.iterator().next();
        }
        if (names.contains(wanted)) {
            return wanted;
        }
        throw new InputException(file + (wanted.isEmpty() ? " has several outputs" : " has no output " + wanted
                + NearestName.question(wanted, names)) + "; set the key output to one of " + String.join(", ", names));
    }
}
