package org.retort.classifier.dl4j;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.hdf5.Attribute;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.DataType;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.H5Object;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.StrType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/** Writes small models in the form of Keras 2. */
final class KerasFiles {
    private static final String LAYER = "{\"class_name\": \"%s\", \"name\": \"%s\", \"config\": {\"name\": \"%s\", %s},"
            + " \"inbound_nodes\": [%s]}";

    private static final String WEIGHTS = ", \"use_bias\": false, \"kernel_initializer\": {\"class_name\": \"Zeros\","
            + " \"config\": {}}, \"kernel_regularizer\": null, \"kernel_constraint\": null";

    private KerasFiles() {}

    /**
     * A model of images {@code [size, size, 3]}: layer {@code colours} is a convolution of 1 px by which features are the
     * sum of red and green, and twice the blue; {@code pool} their mean over the pixels, and {@code told} two classes.
     */
    static Path write(Path path, int size) {
        String config = "{\"class_name\": \"Model\", \"config\": {\"name\": \"model\", \"layers\": ["
                + String.join(", ", List.of(
                        layer("InputLayer", "image", "\"dtype\": \"float32\", \"sparse\": false, \"batch_input_shape\": [null, "
                                + size + ", " + size + ", 3]", ""),
                        layer("Conv2D", "colours", "\"filters\": 2, \"kernel_size\": [1, 1], \"strides\": [1, 1],"
                                + " \"padding\": \"same\", \"dilation_rate\": [1, 1], \"data_format\": \"channels_last\","
                                + " \"activation\": \"linear\"" + WEIGHTS, "image"),
                        layer("GlobalAveragePooling2D", "pool", "\"data_format\": \"channels_last\"", "colours"),
                        layer("Dense", "told", "\"units\": 2, \"activation\": \"softmax\"" + WEIGHTS, "pool")))
                + "], \"input_layers\": [[\"image\", 0, 0]], \"output_layers\": [[\"told\", 0, 0]]}}";
        try (H5File file = new H5File(path.toString(), hdf5.H5F_ACC_TRUNC)) {
            attribute(file, "keras_version", "2.2.4");
            attribute(file, "backend", "tensorflow");
            attribute(file, "model_config", config);
            try (Group weights = file.createGroup("/model_weights")) {
                attribute(weights, "keras_version", "2.2.4");
                attribute(weights, "backend", "tensorflow");
                kernel(weights, "colours", new float[] {1, 0, 1, 0, 0, 2}, 1, 1, 3, 2);
                kernel(weights, "told", new float[] {1, 0, 0, 1}, 2, 2);
            }
        }
        return path;
    }

    private static String layer(String kind, String name, String more, String reads) {
        return LAYER.formatted(kind, name, name, more, reads.isEmpty() ? "" : "[[\"" + reads + "\", 0, 0, {}]]");
    }

    private static void attribute(H5Object of, String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (StrType type = new StrType(PredType.C_S1(), bytes.length);
                DataSpace scalar = new DataSpace(hdf5.H5S_SCALAR);
                Attribute attribute = of.createAttribute(name, type, scalar);
                BytePointer value = new BytePointer(bytes)) {
            attribute.write(type, value);
        }
    }

    private static void kernel(Group weights, String layer, float[] values, long... shape) {
        try (Group outer = weights.createGroup(layer);
                Group inner = outer.createGroup(layer);
                DataSpace space = new DataSpace(shape.length, shape);
                DataType type = new DataType(PredType.NATIVE_FLOAT());
                DataSet set = inner.createDataSet("kernel:0", type, space);
                FloatPointer pointer = new FloatPointer(values)) {
            attribute(outer, "weight_names", layer + "/kernel:0");
            set.write(pointer, type);
        }
    }
}
