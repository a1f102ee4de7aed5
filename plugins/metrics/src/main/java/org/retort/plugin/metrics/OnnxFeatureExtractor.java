package org.retort.plugin.metrics;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.retort.api.metric.FeatureExtractor;
import org.retort.api.plugin.InputException;
import org.retort.api.tensor.Tensor;

/** A network on ONNX Runtime. */
final class OnnxFeatureExtractor implements FeatureExtractor {
    private final OrtSession session;
    private final String input;
    private final String output;
    private final boolean channelsLast;

    /**
     * @param session closed with the extractor
     * @param channelsLast whether maps are {@code [N, H, W, C]} in the network
     */
    OnnxFeatureExtractor(OrtSession session, String input, String output, boolean channelsLast) {
        this.session = session;
        this.input = input;
        this.output = output;
        this.channelsLast = channelsLast;
    }

    @Override
    public Tensor features(Tensor image) {
        Tensor read = channelsLast ? channelsLast(image) : image;
        try (OnnxTensor images = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), FloatBuffer.wrap(read.data()), read.shape());
                OrtSession.Result result = session.run(Map.of(input, images), Set.of(output))) {
            OnnxTensor values = (OnnxTensor) result.get(0);
            float[] found = new float[values.getFloatBuffer().remaining()];
            values.getFloatBuffer().get(found);
            return pooled(new Tensor(values.getInfo().getShape(), found), image.size(0));
        } catch (OrtException | ClassCastException e) {
            throw new InputException("the feature network fails on images of " + image.size(2) + " px: " + e.getMessage(), e);
        }
    }

    private static Tensor channelsLast(Tensor image) {
        int channels = image.size(1);
        int area = image.size(2) * image.size(3);
        Tensor turned = Tensor.zeros(image.size(0), image.size(2), image.size(3), channels);
        for (int i = 0; i < turned.data().length; i++) {
            int channel = i % channels;
            int pixel = i / channels % area;
            int number = i / channels / area;
            turned.data()[i] = image.data()[(number * channels + channel) * area + pixel];
        }
        return turned;
    }

    /** {@code [N, F]}, of maps the mean over their pixels. */
    private Tensor pooled(Tensor values, int count) {
        long[] shape = values.shape();
        if (shape[0] == count && shape.length == 2) {
            return values;
        }
        if (shape[0] != count || shape.length != 4) {
            throw new InputException("output " + output + " of the feature network has the shape " + Arrays.toString(shape)
                    + " for " + count + " images; features are [N, F], or maps of four axes");
        }
        int features = values.size(channelsLast ? 3 : 1);
        int pixels = values.data().length / count / features;
        Tensor pooled = Tensor.zeros(count, features);
        for (int i = 0; i < values.data().length; i++) {
            int feature = channelsLast ? i % features : i / pixels % features;
            pooled.data()[i / pixels / features * features + feature] += values.data()[i] / pixels;
        }
        return pooled;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("a session of ONNX Runtime did not close", e);
        }
    }
}
