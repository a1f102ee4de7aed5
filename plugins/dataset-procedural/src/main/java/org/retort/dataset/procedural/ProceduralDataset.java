package org.retort.dataset.procedural;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.Sample;
import org.retort.api.data.Split;
import org.retort.api.random.RandomStream;
import org.retort.dataset.procedural.ProceduralFacesParameters.Labels;

/** Faces drawn when they are read; safe for several threads. */
final class ProceduralDataset implements ImageDataset {
    /** Part of the fingerprint: raise it whenever the same parameters give other pixels or labels. */
    private static final int DRAWING = 2;

    private final ProceduralFacesParameters parameters;
    private final LabelSpace labels;
    private final List<Attribute> attributes;

    ProceduralDataset(ProceduralFacesParameters parameters) {
        this.parameters = parameters;
        this.attributes = parameters.attributes().stream().map(Attribute::named).toList();
        this.labels = labelSpace();
    }

    private LabelSpace labelSpace() {
        if (parameters.labels() == Labels.EXPRESSIONS) {
            return LabelSpace.classes(
                    Arrays.stream(Expression.values()).map(Expression::label).toList());
        }
        List<String> hair = attributes.stream()
                .filter(Attribute.HAIR_COLOURS::contains)
                .map(Attribute::label)
                .toList();
        return LabelSpace.attributes(parameters.attributes(), hair.isEmpty() ? List.of() : List.of(hair));
    }

    @Override
    public LabelSpace labels() {
        return labels;
    }

    @Override
    public ImageFormat format() {
        return new ImageFormat(parameters.channels(), parameters.size());
    }

    @Override
    public String crop() {
        return "one drawn face that fills a square, from the hair to the shoulders";
    }

    @Override
    public int count(Split split) {
        return switch (split) {
            case TRAIN -> parameters.train();
            case VALIDATION -> parameters.validation();
            case TEST -> parameters.test();
        };
    }

    @Override
    public Optional<Sample> read(Split split, int index) {
        Appearance appearance = appearance(split, index);
        byte[] pixels = paint(identity(split, index), appearance);
        return Optional.of(new Sample(name(split, index), pixels, label(appearance)));
    }

    @Override
    public String fingerprint() {
        return "procedural-faces drawing " + DRAWING + " " + parameters;
    }

    @Override
    public Optional<byte[]> truth(String sampleName, float[] target) {
        String[] parts = sampleName.split("-");
        Split split = Split.valueOf(parts[0].toUpperCase(Locale.ROOT));
        int index = Integer.parseInt(parts[1]);
        return Optional.of(paint(identity(split, index), translated(appearance(split, index), target)));
    }

    /** The appearance of a face before translation. */
    Appearance appearance(Split split, int index) {
        RandomStream random = RandomStream.of(parameters.seed(), "appearance", split.ordinal(), index);
        Set<Attribute> drawn = EnumSet.of(Attribute.HAIR_COLOURS.get(random.nextInt(Attribute.HAIR_COLOURS.size())));
        for (Attribute attribute : List.of(Attribute.EYEGLASSES, Attribute.SMILING, Attribute.YOUNG)) {
            if (random.nextBoolean()) {
                drawn.add(attribute);
            }
        }
        Expression[] expressions = Expression.values();
        Expression expression = parameters.labels() == Labels.EXPRESSIONS
                ? expressions[random.nextInt(expressions.length)]
                : smile(drawn);
        return new Appearance(drawn, expression);
    }

    /** Who is in a picture. */
    Identity identity(Split split, int index) {
        return Identity.draw(RandomStream.of(parameters.seed(), "identity", split.ordinal(), index));
    }

    /** Paints a face of the given height and width, in px. */
    static byte[] paint(Identity identity, Appearance appearance, int width, int height) {
        Canvas canvas = new Canvas(width, height);
        new FacePainter(canvas, identity, appearance).paint();
        return canvas.pixels();
    }

    private byte[] paint(Identity identity, Appearance appearance) {
        byte[] colour = paint(identity, appearance, parameters.size(), parameters.size());
        return parameters.channels() == 3 ? colour : grey(colour);
    }

    /** Luma of ITU-R BT.601 of {@code [3, H, W]}, as {@code [1, H, W]}. */
    static byte[] grey(byte[] colour) {
        int area = colour.length / 3;
        byte[] grey = new byte[area];
        for (int i = 0; i < area; i++) {
            int red = colour[i] & 255;
            int green = colour[area + i] & 255;
            int blue = colour[2 * area + i] & 255;
            grey[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
        }
        return grey;
    }

    private float[] label(Appearance appearance) {
        float[] label = new float[labels.size()];
        if (parameters.labels() == Labels.EXPRESSIONS) {
            label[appearance.expression().ordinal()] = 1;
        } else {
            for (int i = 0; i < label.length; i++) {
                label[i] = appearance.has(attributes.get(i)) ? 1 : 0;
            }
        }
        return label;
    }

    private Appearance translated(Appearance source, float[] target) {
        if (parameters.labels() == Labels.EXPRESSIONS) {
            int wanted = 0;
            for (int i = 1; i < target.length; i++) {
                wanted = target[i] > target[wanted] ? i : wanted;
            }
            return new Appearance(source.attributes(), Expression.values()[wanted]);
        }
        Set<Attribute> wanted = EnumSet.noneOf(Attribute.class);
        wanted.addAll(source.attributes());
        for (int i = 0; i < target.length; i++) {
            if (target[i] > 0.5f) {
                if (Attribute.HAIR_COLOURS.contains(attributes.get(i))) {
                    wanted.removeAll(Attribute.HAIR_COLOURS);
                }
                wanted.add(attributes.get(i));
            } else {
                wanted.remove(attributes.get(i));
            }
        }
        return new Appearance(wanted, smile(wanted));
    }

    private static Expression smile(Set<Attribute> attributes) {
        return attributes.contains(Attribute.SMILING) ? Expression.HAPPY : Expression.NEUTRAL;
    }

    private static String name(Split split, int index) {
        return String.format(Locale.ROOT, "%s-%06d", split.name().toLowerCase(Locale.ROOT), index);
    }
}
