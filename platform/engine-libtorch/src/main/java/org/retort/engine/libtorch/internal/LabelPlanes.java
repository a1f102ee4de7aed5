package org.retort.engine.libtorch.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A generator's first convolution goes over the image and over planes that hold one number of the label each. Where one
 * image is translated by weights that the program does not train, the planes are not drawn: what the convolution makes
 * of a plane of ones is found once for each change of the weights, and for a label it is a product with its numbers. It
 * differs from row to row and from column to column only where the kernel reaches over the border.
 */
final class LabelPlanes implements Rewrite {
    /** The node that reads image, label ({@code [1, L, 1, 1]}) and weights in place of the concatenation. */
    static final String NAME = "conv2d over label planes";

    @Override
    public List<Node> apply(List<Node> nodes, Context context) {
        Map<String, Node> makers = new HashMap<>();
        nodes.forEach(node -> node.outputs().forEach(output -> makers.put(output, node)));
        List<Node> result = new ArrayList<>();
        for (Node node : nodes) {
            Node concat = node.op().equals("conv2d") ? makers.get(node.input()) : null;
            result.add(concat != null && suits(node, concat, makers, context)
                    ? node.as(NAME, List.of(
                            concat.input(), makers.get(concat.inputs().get(1)).input(), node.inputs().get(1)))
                    : node);
        }
        return result;
    }

    private static boolean suits(Node convolution, Node concat, Map<String, Node> makers, Context context) {
        if (!concat.op().equals("concat") || concat.inputs().size() != 2 || Site.integers(concat.step())[0] != 1) {
            return false;
        }
        Node tile = makers.get(concat.inputs().get(1));
        if (tile == null || !tile.op().equals("tile") || convolution.inputs().size() != 2) {
            return false;
        }
        Function<String, long[]> shapes = context.schedule()::shape;
        long[] label = shapes.apply(tile.input());
        long[] image = shapes.apply(concat.input());
        long[] weight = shapes.apply(convolution.inputs().get(1));
        Geometry geometry = Geometry.of(Site.integers(convolution.step()));
        return context.fixed().contains(convolution.inputs().get(1))
                && image[0] == 1
                && label.length == 4 && label[2] == 1 && label[3] == 1
                && image[1] + label[1] == weight[1]
                && geometry.dense() && geometry.keepsSize(weight[2], weight[3])
                && image[2] >= weight[2] && image[3] >= weight[3];
    }

    /** The kernel of the node. It calls no BLAS, whose own threads would spin beside LibTorch's for long after. */
    static Kernel kernel(Site site) {
        long[] image = site.inputShape(0);
        long labels = site.inputShape(1)[1];
        Geometry geometry = Geometry.of(site);
        long[] padding = geometry.padding();
        long[] weights = site.inputShape(2);
        OneDnnConvolution ofImage = new OneDnnConvolution(site,
                new ConvolutionShape(false, geometry, 1, image,
                        new long[] {weights[0], image[1], weights[2], weights[3]}),
                site.node().inputs().get(2) + " of the image", weight -> weight.narrow(1, 0, image[1]), false);
        Derived planes = new Derived(site.natives(), weight -> planes(weight.narrow(1, image[1], labels), padding));
        Tensor rows = site.natives().keep(spread(padding[0], image[2]));
        Tensor columns = site.natives().keep(spread(padding[1], image[3]));
        long[] sums = {0};
        ScalarTypeOptional sameType = site.natives().keep(new ScalarTypeOptional());
        return Kernel.of(in -> {
            Tensor y = ofImage.run(Natives.channelsLast(in[0]), in[2], null);
            Tensor ofLabel = planes.of(in[2]).mul(in[1].view(labels, 1, 1, 1)).sum(sums, false, sameType);
            y.permute(0, 2, 3, 1).add_(ofLabel.index_select(1, columns).index_select(0, rows));
            return y;
        });
    }

    /**
     * What the convolution makes of planes of ones, where that differs.
     *
     * @param weight {@code [O, L, k, k]}
     * @return {@code [L, k, k, O]}: rows and columns at the borders, and one of each from between
     */
    private static Tensor planes(Tensor weight, long[] padding) {
        long labels = weight.size(1);
        Tensor ones = torch.eye(labels).to(weight.scalar_type())
                .view(labels, labels, 1, 1)
                .expand(labels, labels, weight.size(2), weight.size(3));
        return torch.convolution(ones, weight, new TensorOptional(),
                        new long[] {1, 1}, padding, new long[] {1, 1}, false, new long[] {0, 0}, 1)
                .permute(0, 2, 3, 1)
                .contiguous();
    }

    /** For each row or column, which of those that differ it is like. */
    private static Tensor spread(long border, long length) {
        long[] like = new long[Math.toIntExact(length)];
        Arrays.setAll(like, at -> Math.min(at, border) + Math.max(0, at - (length - 1 - border)));
        return torch.tensor(like);
    }
}
