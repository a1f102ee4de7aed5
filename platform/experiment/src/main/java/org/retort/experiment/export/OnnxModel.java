package org.retort.experiment.export;

import java.util.List;
import java.util.Map;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import org.retort.api.tensor.Tensor;
import org.retort.engine.schedule.Schedule;
import org.retort.experiment.training.TranslationGraph;

/**
 * A generator as an ONNX model of operator set {@value #OPERATOR_SET}: inputs {@code image} [batch, C, H, W] with values
 * in [-1, 1] and {@code label} [batch, L], output {@code translation} [batch, C, H, W]; the batch is free.
 */
final class OnnxModel {
    /** Version of ONNX's operators that the model is written in. */
    static final int OPERATOR_SET = 17;

    private static final int FORMAT_VERSION = 8;

    private OnnxModel() {}

    /**
     * The bytes of the model.
     *
     * @param drawn the generator, drawn for a batch of two or more so that axes of the batch stand out
     * @param weights its parameters by name
     * @param metadata free texts
     * @throws org.retort.api.plugin.InputException where the generator has an op that cannot be written
     */
    static byte[] of(TranslationGraph drawn, Map<String, Tensor> weights, Map<String, String> metadata) {
        Schedule schedule = Schedule.of(drawn.graph(), List.of(drawn.output()));
        GraphProto graph = new OnnxGraph(schedule, weights).write(drawn.output());
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(FORMAT_VERSION)
                .setProducerName("retort")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
                .setGraph(graph);
        metadata.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }
}
