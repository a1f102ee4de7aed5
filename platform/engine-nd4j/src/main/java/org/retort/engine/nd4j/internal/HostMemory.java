package org.retort.engine.nd4j.internal;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The floats of a contiguous array, in place. */
final class HostMemory {
    private HostMemory() {}

    /** A view of an array's values; valid while the array is open. */
    static FloatBuffer of(INDArray array) {
        long length = array.length();
        FloatPointer values = new FloatPointer(array.data().addressPointer());
        return values.capacity(length).asBuffer();
    }
}
