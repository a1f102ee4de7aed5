package org.retort.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * StarGAN written the usual way: eager LibTorch with autograd, one network call after the other, and LibTorch's own Adam.
 * The cycle is that of StarGAN's authors: discriminator steps with a gradient penalty through a graph of the gradient,
 * then a generator step. What Retort is measured against.
 */
public final class EagerStarGan implements AutoCloseable {
    private static final double SLOPE = 0.01;
    private static final double EPSILON = 1e-5;

    private final Sizes sizes;
    private final boolean autocast;
    private final PointerScope lasting = new PointerScope();
    private final Map<String, Tensor> generator = new LinkedHashMap<>();
    private final Map<String, Tensor> discriminator = new LinkedHashMap<>();
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;

    /**
     * What is trained.
     *
     * @param size of the square images, in pixels
     * @param channels of the images
     * @param labels number of labels
     * @param batch images in a step
     * @param width channels at full resolution, of both networks
     * @param blocks residual blocks of the generator
     * @param layers halvings of the discriminator
     * @param classes whether exactly one label holds
     */
    public record Sizes(
            int size, int channels, int labels, int batch, int width, int blocks, int layers, boolean classes) {}

    /**
     * @param autocast whether convolutions run in bfloat16 by LibTorch's own autocast
     * @param threads of LibTorch
     */
    public EagerStarGan(Sizes sizes, boolean autocast, int threads) {
        this.sizes = sizes;
        this.autocast = autocast;
        torch.set_num_threads(threads);
        torch.manual_seed(1);
        addGenerator();
        addDiscriminator();
        generatorAdam = adam(generator);
        discriminatorAdam = adam(discriminator);
        lasting.close();
    }

    private static Adam adam(Map<String, Tensor> parameters) {
        AdamOptions options = new AdamOptions(1e-4);
        // The presets store the pair reversed.
        options.betas().put(0, 0.999);
        options.betas().put(1, 0.5);
        Adam adam = new Adam(new TensorVector(parameters.values().toArray(Tensor[]::new)), options);
        adam.retainReference();
        return adam;
    }

    private void add(Map<String, Tensor> network, String name, double bound, double centre, long... shape) {
        Tensor parameter;
        try (NoGradGuard guard = new NoGradGuard()) {
            parameter = torch.rand(shape).mul_(new Scalar(2 * bound)).sub_(new Scalar(bound - centre));
        }
        parameter.requires_grad_(true);
        parameter.retainReference();
        network.put(name, parameter);
    }

    private void addConvolution(
            Map<String, Tensor> network, String name, int inputs, int outputs, int kernel, boolean biased) {
        double bound = 1 / Math.sqrt((double) inputs * kernel * kernel);
        add(network, name, bound, 0, outputs, inputs, kernel, kernel);
        if (biased) {
            add(network, name + "/bias", bound, 0, outputs);
        }
    }

    private void addNorm(String name, int channels) {
        add(generator, name + "/gain", 0, 1, channels);
        add(generator, name + "/shift", 0, 0, channels);
    }

    private void addGenerator() {
        int d = sizes.width();
        addConvolution(generator, "in", sizes.channels() + sizes.labels(), d, 7, false);
        addNorm("in", d);
        addConvolution(generator, "down0", d, 2 * d, 4, false);
        addNorm("down0", 2 * d);
        addConvolution(generator, "down1", 2 * d, 4 * d, 4, false);
        addNorm("down1", 4 * d);
        for (int block = 0; block < sizes.blocks(); block++) {
            for (String half : new String[] {"a", "b"}) {
                addConvolution(generator, "res" + block + half, 4 * d, 4 * d, 3, false);
                addNorm("res" + block + half, 4 * d);
            }
        }
        add(generator, "up0", 1 / Math.sqrt(32.0 * d), 0, 4 * d, 2 * d, 4, 4);
        addNorm("up0", 2 * d);
        add(generator, "up1", 1 / Math.sqrt(16.0 * d), 0, 2 * d, d, 4, 4);
        addNorm("up1", d);
        addConvolution(generator, "out", d, sizes.channels(), 7, false);
    }

    private void addDiscriminator() {
        int inputs = sizes.channels();
        for (int layer = 0; layer < sizes.layers(); layer++) {
            addConvolution(discriminator, "conv" + layer, inputs, sizes.width() << layer, 4, true);
            inputs = sizes.width() << layer;
        }
        addConvolution(discriminator, "source", inputs, 1, 3, false);
        addConvolution(discriminator, "classes", inputs, sizes.labels(), sizes.size() >> sizes.layers(), false);
    }

    private Tensor convolution(Map<String, Tensor> network, String name, Tensor x, long stride, long padding) {
        Tensor bias = network.get(name + "/bias");
        return torch.conv2d(x, network.get(name), bias == null ? new TensorOptional() : new TensorOptional(bias),
                new long[] {stride, stride}, new long[] {padding, padding}, new long[] {1, 1}, 1);
    }

    private Tensor doubled(String name, Tensor x) {
        return torch.conv_transpose2d(x, generator.get(name), new TensorOptional(), new long[] {2, 2}, new long[] {1, 1},
                new long[] {0, 0}, 1, 1, 1);
    }

    private Tensor norm(String name, Tensor x) {
        return torch.instance_norm(x, new TensorOptional(generator.get(name + "/gain")),
                new TensorOptional(generator.get(name + "/shift")), new TensorOptional(), new TensorOptional(),
                true, 0.1, EPSILON, false);
    }

    private Tensor translate(Tensor image, Tensor label) {
        Tensor tiled = label.view(sizes.batch(), sizes.labels(), 1, 1)
                .expand(sizes.batch(), sizes.labels(), sizes.size(), sizes.size());
        Tensor x = torch.cat(new TensorVector(image, tiled), 1);
        x = norm("in", convolution(generator, "in", x, 1, 3)).relu();
        x = norm("down0", convolution(generator, "down0", x, 2, 1)).relu();
        x = norm("down1", convolution(generator, "down1", x, 2, 1)).relu();
        for (int block = 0; block < sizes.blocks(); block++) {
            String name = "res" + block;
            Tensor y = norm(name + "a", convolution(generator, name + "a", x, 1, 1)).relu();
            x = x.add(norm(name + "b", convolution(generator, name + "b", y, 1, 1)));
        }
        x = norm("up0", doubled("up0", x)).relu();
        x = norm("up1", doubled("up1", x)).relu();
        return convolution(generator, "out", x, 1, 3).tanh();
    }

    /** Scores and logits. */
    private Tensor[] judge(Tensor image) {
        Tensor x = image;
        for (int layer = 0; layer < sizes.layers(); layer++) {
            x = torch.leaky_relu(convolution(discriminator, "conv" + layer, x, 2, 1), new Scalar(SLOPE));
        }
        return new Tensor[] {
            convolution(discriminator, "source", x, 1, 1),
            convolution(discriminator, "classes", x, 1, 0).view(sizes.batch(), sizes.labels())
        };
    }

    private Tensor classification(Tensor logits, Tensor labels) {
        Tensor z = logits.to(torch.ScalarType.Float);
        return sizes.classes()
                ? z.log_softmax(1).mul(labels).sum(1).mean().neg()
                : torch.softplus(z).sub(z.mul(labels)).sum(1).mean();
    }

    private static Tensor mean(Tensor scores) {
        return scores.to(torch.ScalarType.Float).mean();
    }

    /**
     * One step of the discriminator.
     *
     * @param share how much of the real image each mixture has, {@code [N]}
     * @return its loss
     */
    public float discriminatorStep(float[] images, float[] labels, float[] targets, float[] share) {
        try (PointerScope scope = new PointerScope()) {
            discriminatorAdam.zero_grad();
            enter();
            Tensor x = images(images);
            Tensor fake;
            try (NoGradGuard guard = new NoGradGuard()) {
                fake = translate(x, labels(targets));
            }
            Tensor[] ofReal = judge(x);
            Tensor[] ofFake = judge(fake);
            Tensor part = torch.from_blob(new FloatPointer(share), sizes.batch(), 1, 1, 1);
            Tensor mixture = fake.to(torch.ScalarType.Float).add(x.sub(fake).mul(part)).detach().requires_grad_(true);
            Tensor scores = judge(mixture)[0];
            Tensor gradient = torch.grad(new TensorVector(scores), new TensorVector(mixture),
                    new TensorVector(torch.ones_like(scores)), new BoolOptional(true), true, false).get(0);
            Tensor length = gradient.mul(gradient).sum(1, 2, 3).sqrt();
            Tensor penalty = length.sub(new Scalar(1)).square().mean();
            Tensor loss = mean(ofFake[0]).sub(mean(ofReal[0]))
                    .add(classification(ofReal[1], labels(labels)))
                    .add(penalty.mul(new Scalar(10)));
            leave();
            loss.backward();
            discriminatorAdam.step();
            return loss.item_float();
        }
    }

    /** One step of the generator; gives its loss. */
    public float generatorStep(float[] images, float[] labels, float[] targets) {
        try (PointerScope scope = new PointerScope()) {
            generatorAdam.zero_grad();
            discriminatorAdam.zero_grad();
            enter();
            Tensor x = images(images);
            Tensor fake = translate(x, labels(targets));
            Tensor[] verdict = judge(fake);
            Tensor back = translate(fake, labels(labels));
            Tensor loss = mean(verdict[0]).neg()
                    .add(classification(verdict[1], labels(targets)))
                    .add(mean(x.sub(back).abs()).mul(new Scalar(10)));
            leave();
            loss.backward();
            generatorAdam.step();
            return loss.item_float();
        }
    }

    /** The generator's translation of a batch, without a graph; {@code [N, C, H, W]}. */
    public float[] translation(float[] images, float[] labels) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            enter();
            Tensor fake = translate(images(images), labels(labels));
            leave();
            float[] values = new float[images.length];
            fake.to(torch.ScalarType.Float).contiguous().data_ptr_float().get(values);
            return values;
        }
    }

    private void enter() {
        if (autocast) {
            torch.set_autocast_dtype(torch.DeviceType.CPU, torch.ScalarType.BFloat16);
            torch.set_autocast_enabled(torch.DeviceType.CPU, true);
        }
    }

    /** Leaves autocast and forgets its copies of the weights, which the next step has changed. */
    private void leave() {
        if (autocast) {
            torch.set_autocast_enabled(torch.DeviceType.CPU, false);
            torch.clear_cache();
        }
    }

    private Tensor images(float[] values) {
        return torch.from_blob(new FloatPointer(values), sizes.batch(), sizes.channels(), sizes.size(), sizes.size());
    }

    private Tensor labels(float[] values) {
        return torch.from_blob(new FloatPointer(values), sizes.batch(), sizes.labels());
    }

    @Override
    public void close() {
        generatorAdam.close();
        discriminatorAdam.close();
        generator.values().forEach(Tensor::close);
        discriminator.values().forEach(Tensor::close);
    }
}
