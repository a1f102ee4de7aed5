package org.retort.engine.libtorch.internal;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.retort.api.plugin.InputException;
import org.retort.engine.op.ReducedAxes;
import org.retort.engine.schedule.Schedule;
import org.retort.engine.schedule.Step;

/** A node within its program, for the factories of kernels: arguments, static shapes, and which outputs are read. */
final class Site {
    private final Node node;
    private final Schedule schedule;
    private final Set<String> read;
    private final int threads;
    private final Natives natives;
    private final PackedWeights packed;
    private final boolean inFloats;

    /**
     * @param read variables that are read
     * @param threads that the program runs on
     */
    Site(Node node, Schedule schedule, Set<String> read, int threads, Natives natives, PackedWeights packed) {
        this(node, schedule, read, threads, natives, packed, false);
    }

    private Site(
            Node node,
            Schedule schedule,
            Set<String> read,
            int threads,
            Natives natives,
            PackedWeights packed,
            boolean inFloats) {
        this.node = node;
        this.schedule = schedule;
        this.read = read;
        this.threads = threads;
        this.natives = natives;
        this.packed = packed;
        this.inFloats = inFloats;
    }

    /** The same place where the work is done in 32-bit floats, on inputs that are made anew for each run. */
    Site inFloats() {
        return new Site(node.between(node.inputs(), node.outputs(), false), schedule, read, threads, natives, packed, true);
    }

    Node node() {
        return node;
    }

    /** Whether results are wanted in bfloat16. */
    boolean half() {
        return node.half();
    }

    /** Which input's memory takes the result; {@link Node#NONE} for none. */
    int overwritten() {
        return node.overwritten();
    }

    /** Threads that the program runs on. */
    int threads() {
        return threads;
    }

    /** Keeps what the kernel needs for as long as its program lives. */
    Natives natives() {
        return natives;
    }

    /** Integer arguments of the node's first op. */
    long[] integers() {
        return integers(node.step());
    }

    static long[] integers(Step step) {
        return step.op() instanceof DynamicCustomOp op ? op.iArgs() : new long[0];
    }

    /** One number argument of one of the node's ops. */
    double number(int step, int index) {
        return ((DynamicCustomOp) node.steps().get(step).op()).tArgs()[index];
    }

    /** One boolean argument of the node's first op; false where it is not given. */
    boolean flag(int index) {
        return node.step().op() instanceof DynamicCustomOp op && op.bArgs().length > index && op.bArgs()[index];
    }

    /** The number of a scalar op. */
    double scalarValue(int step) {
        return ((ScalarOp) node.steps().get(step).op()).scalar().getDouble(0);
    }

    /** The number of a scalar op. */
    Scalar scalar() {
        return scalar(scalarValue(0));
    }

    Scalar scalar(double value) {
        return natives.scalar(value);
    }

    /** The axes that a reduction, or the gradient of one, goes over, counted from 0. */
    long[] reducedAxes() {
        int rank = inputShape(0).length;
        if (node.step().op() instanceof BaseReduceOp op) {
            return Arrays.stream(ReducedAxes.of(op, rank)).asLongStream().toArray();
        }
        long[] given = integers();
        return given.length == 0
                ? IntStream.range(0, rank).asLongStream().toArray()
                : Arrays.stream(given).map(axis -> Math.floorMod(axis, (long) rank)).sorted().toArray();
    }

    int inputs() {
        return node.inputs().size();
    }

    long[] inputShape(int input) {
        return schedule.shape(Half.base(node.inputs().get(input)));
    }

    long[] outputShape(int output) {
        return schedule.shape(Half.base(node.outputs().get(output)));
    }

    /** The number type of an output in the graph. */
    DataType outputType(int output) {
        return schedule.type(Half.base(node.outputs().get(output)));
    }

    /** Whether anything reads an output. */
    boolean reads(int output) {
        return read.contains(node.outputs().get(output));
    }

    /** Whether an input is a parameter: always the same tensor, which changes between runs alone. */
    boolean parameter(int input) {
        return !inFloats && schedule.parameters().containsKey(Half.base(node.inputs().get(input)));
    }

    /** The parameters of the program in the orders that kernels want. */
    PackedWeights packed() {
        return packed;
    }

    /** The value of an input that must be known when compiling, such as the amounts of a padding. */
    long[] constant(int input) {
        INDArray value = schedule.constants().get(node.inputs().get(input));
        if (value == null) {
            throw refused("needs input " + node.inputs().get(input) + " to be a constant");
        }
        return value.dup('c').data().asLong();
    }

    /** This engine cannot run the op as it is; the message names the networks that the op's inputs come from. */
    InputException refused(String why) {
        return new InputException(schedule.describe(node.step()) + " " + why);
    }
}
