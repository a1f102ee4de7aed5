package org.retort.engine.libtorch.internal;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;

import java.util.OptionalDouble;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.group_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Instance norm as a primitive of oneDNN: group norm with a group for each channel, and a rectifier behind it. */
final class OneDnnInstanceNorm {
    private final OneDnn oneDnn;
    private final memory map;
    private final memory gain;
    private final memory bias;
    private final memory result;
    private final memory mean;
    private final memory variance;
    private final primitive norm;
    private final IntMemoryMap arguments;
    private final boolean statistics;
    private final long[] size;
    private final long[] statisticsSize;
    private final boolean half;
    private final Scalar epsilon;

    /**
     * @param site where it stands: keeps what the norm needs, and tells shape, number type and threads
     * @param given whether maps are given in bfloat16
     * @param slope the rectifier's slope below zero; empty where there is none
     */
    OneDnnInstanceNorm(Site site, boolean given, OptionalDouble slope) {
        Natives natives = site.natives();
        oneDnn = new OneDnn(natives);
        size = site.inputShape(0);
        statisticsSize = new long[] {size[0], size[1]};
        statistics = site.reads(1) || site.reads(2);
        epsilon = site.scalar(site.number(0, 0));
        half = site.half();
        memory.desc ofMap = oneDnn.map(size, given);
        memory.desc ofResult = oneDnn.map(size, site.half());
        memory.desc ofChannels = natives.keep(new memory.desc(
                new long[] {size[1]}, memory.data_type.f32, memory.format_tag.x));
        memory.desc ofStatistics = natives.keep(new memory.desc(
                statisticsSize, memory.data_type.f32, memory.format_tag.ab));
        post_ops after = natives.keep(new post_ops());
        slope.ifPresent(below -> after.append_eltwise(algorithm.eltwise_relu, (float) below, 0));
        primitive_attr attributes = natives.keep(new primitive_attr());
        attributes.set_post_ops(after);
        norm = OneDnn.onThreads(site.threads(), () -> {
            prop_kind kind = statistics ? prop_kind.forward_training : prop_kind.forward_inference;
            return natives.keep(new group_normalization_forward(
                    natives.keep(new group_normalization_forward.primitive_desc(oneDnn.cpu(), kind.value, ofMap, ofResult,
                            size[1], (float) site.number(0, 0),
                            normalization_flags.use_scale.value | normalization_flags.use_shift.value,
                            attributes, false))));
        });
        map = oneDnn.value(ofMap);
        gain = oneDnn.value(ofChannels);
        bias = oneDnn.value(ofChannels);
        result = oneDnn.value(ofResult);
        mean = oneDnn.value(ofStatistics);
        variance = oneDnn.value(ofStatistics);
        arguments = natives.keep(new IntMemoryMap());
        arguments.put(DNNL_ARG_SRC, map).put(DNNL_ARG_SCALE, gain).put(DNNL_ARG_SHIFT, bias).put(DNNL_ARG_DST, result);
        if (statistics) {
            arguments.put(DNNL_ARG_MEAN, mean).put(DNNL_ARG_VARIANCE, variance);
        }
    }

    /**
     * The norm.
     *
     * @param given the map, in channels-last memory
     * @param gains {@code [C]}
     * @param biases {@code [C]}
     * @return the result in channels-last memory, then mean and inverse deviation {@code [N, C]}, which are null where
     *     nobody reads them
     */
    Tensor[] run(Tensor given, Tensor gains, Tensor biases) {
        Tensor made = oneDnn.channelsLast(size, half);
        OneDnn.bind(map, given);
        // Constants of one number are not in one piece.
        OneDnn.bind(gain, gains.contiguous());
        OneDnn.bind(bias, biases.contiguous());
        OneDnn.bind(result, made);
        if (!statistics) {
            oneDnn.run(norm, arguments);
            return new Tensor[] {made, null, null};
        }
        Tensor means = oneDnn.inOnePiece(statisticsSize, false);
        Tensor variances = oneDnn.inOnePiece(statisticsSize, false);
        OneDnn.bind(mean, means);
        OneDnn.bind(variance, variances);
        oneDnn.run(norm, arguments);
        variances.add_(epsilon).rsqrt_();
        return new Tensor[] {made, means, variances};
    }
}
