package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.retort.engine.program.Adam;
import org.retort.engine.program.AdamSettings;

/**
 * Adam over the flat tensors, piece by piece: a handful of ops over a piece that stays in the cache from the first op to
 * the last.
 */
final class TorchAdam implements Adam {
    private static final String FIRST = "first/";
    private static final String SECOND = "second/";
    /** Elements of a piece: 1 MiB in each tensor. */
    private static final long PIECE = 1 << 18;

    private final TorchParameters parameters;
    private final AdamSettings settings;
    private final FlatTensor first;
    private final FlatTensor second;
    private final List<Piece> pieces = new ArrayList<>();
    private long steps;

    /** The same stretch of all four tensors. */
    private record Piece(Tensor values, Tensor gradients, Tensor first, Tensor second) implements AutoCloseable {
        @Override
        public void close() {
            values.close();
            gradients.close();
            first.close();
            second.close();
        }
    }

    TorchAdam(TorchParameters parameters, AdamSettings settings, DeviceTensors tensors) {
        this.parameters = parameters;
        this.settings = settings;
        first = new FlatTensor(parameters.layout(), tensors);
        second = new FlatTensor(parameters.layout(), tensors);
        long all = first.whole().numel();
        for (long from = 0; from < all; from += PIECE) {
            long length = Math.min(PIECE, all - from);
            pieces.add(new Piece(
                    parameters.values().whole().narrow(0, from, length),
                    parameters.gradients().whole().narrow(0, from, length),
                    first.whole().narrow(0, from, length),
                    second.whole().narrow(0, from, length)));
        }
    }

    @Override
    public void step(double learningRate) {
        steps++;
        double ofFirst = 1 - Math.pow(settings.beta1(), steps);
        double ofSecond = 1 - Math.pow(settings.beta2(), steps);
        try (NoGradGuard guard = new NoGradGuard();
                Scalar toGradient = new Scalar(1 - settings.beta1());
                Scalar kept = new Scalar(settings.beta2());
                Scalar added = new Scalar(1 - settings.beta2());
                Scalar correction = new Scalar(1 / Math.sqrt(ofSecond));
                Scalar epsilon = new Scalar(settings.epsilon());
                Scalar rate = new Scalar(-learningRate / ofFirst)) {
            for (Piece piece : pieces) {
                try (PointerScope scope = new PointerScope()) {
                    piece.first().lerp_(piece.gradients(), toGradient);
                    piece.second().mul_(kept).addcmul_(piece.gradients(), piece.gradients(), added);
                    Tensor root = piece.second().sqrt().mul_(correction).add_(epsilon);
                    piece.values().addcdiv_(piece.first(), root, rate);
                }
            }
        }
        parameters.changed();
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public Map<String, org.retort.api.tensor.Tensor> read() {
        Map<String, org.retort.api.tensor.Tensor> moments = new LinkedHashMap<>();
        moments.putAll(first.read(FIRST));
        moments.putAll(second.read(SECOND));
        return moments;
    }

    @Override
    public void write(Map<String, org.retort.api.tensor.Tensor> moments, long steps) {
        first.write(FIRST, moments);
        second.write(SECOND, moments);
        this.steps = steps;
    }

    @Override
    public void close() {
        pieces.forEach(Piece::close);
        first.close();
        second.close();
    }
}
