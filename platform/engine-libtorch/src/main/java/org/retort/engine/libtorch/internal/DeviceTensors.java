package org.retort.engine.libtorch.internal;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Makes tensors on one device and copies values between them and the host. */
final class DeviceTensors implements AutoCloseable {
    private final Device device;
    private final TensorOptions floats;

    /**
     * @param name {@code cpu} or {@code cuda:N}
     */
    DeviceTensors(String name) {
        device = new Device(name);
        floats = new TensorOptions()
                .dtype(new ScalarTypeOptional(torch.ScalarType.Float))
                .device(new DeviceOptional(device));
    }

    /** A tensor of 32-bit zeros. */
    Tensor zeros(long... shape) {
        return torch.zeros(shape, floats);
    }

    /** A new tensor of the given 32-bit values. */
    Tensor of(float[] values, long... shape) {
        Tensor tensor = zeros(shape);
        write(tensor, values);
        return tensor;
    }

    /** Copies values in, whatever the tensor's strides. */
    void write(Tensor target, float[] values) {
        try (PointerScope scope = new PointerScope()) {
            FloatPointer memory = new FloatPointer(values);
            long[] shape = shape(target);
            target.copy_(torch.from_blob(memory, shape));
        }
    }

    /** Copies values out in row-major order, as 32-bit floats. */
    float[] read(Tensor source) {
        try (PointerScope scope = new PointerScope()) {
            Tensor plain = source.to(torch.ScalarType.Float).cpu().contiguous();
            float[] values = new float[Math.toIntExact(plain.numel())];
            plain.data_ptr_float().get(values);
            return values;
        }
    }

    static long[] shape(Tensor tensor) {
        long[] shape = new long[Math.toIntExact(tensor.dim())];
        Arrays.setAll(shape, tensor::size);
        return shape;
    }

    @Override
    public void close() {
        floats.close();
        device.close();
    }
}
