package org.retort.dataset.fer2013;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.retort.api.data.DatasetContext;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.PlanarImage;
import org.retort.api.data.Sample;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;
import org.retort.dataset.fer2013.Fer2013Parameters.OnFault;

/** The images of one source at the wanted size; safe for several threads. */
final class Fer2013Dataset implements ImageDataset {
    private static final LabelSpace LABELS = LabelSpace.classes(Expression.labels());

    private final Source source;
    private final Fer2013Parameters parameters;
    private final DatasetContext context;
    private final Map<Split, List<Face>> faces = new EnumMap<>(Split.class);

    Fer2013Dataset(Source source, Fer2013Parameters parameters, DatasetContext context) {
        this.source = source;
        this.parameters = parameters;
        this.context = context;
        source.faces().forEach((split, all) -> faces.put(split, spread(all, parameters.limit())));
    }

    private static List<Face> spread(List<Face> all, int limit) {
        if (limit == 0 || all.size() <= limit) {
            return all;
        }
        return IntStream.range(0, limit)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / limit)))
                .toList();
    }

    @Override
    public LabelSpace labels() {
        return LABELS;
    }

    @Override
    public ImageFormat format() {
        return new ImageFormat(parameters.channels(), parameters.size());
    }

    @Override
    public String crop() {
        return "one face that fills a square, from the forehead to the chin, eyes level";
    }

    @Override
    public int count(Split split) {
        return faces.get(split).size();
    }

    @Override
    public Optional<Sample> read(Split split, int index) {
        Face face = faces.get(split).get(index);
        PlanarImage image;
        try {
            image = face.image().get();
        } catch (InputException e) {
            if (parameters.damaged() == OnFault.ERROR) {
                throw new InputException(e.getMessage() + ", or set damaged: skip to leave such images out", e);
            }
            context.skipped(face.name(), e.getMessage());
            return Optional.empty();
        }
        float[] label = new float[LABELS.size()];
        label[face.expression().ordinal()] = 1;
        byte[] pixels = image.withChannels(1)
                .resize(parameters.size(), parameters.size())
                .withChannels(parameters.channels())
                .pixels();
        return Optional.of(new Sample(face.name(), pixels, label));
    }

    @Override
    public String fingerprint() {
        return "fer2013 reader 1, size " + parameters.size() + ", channels " + parameters.channels() + ", limit "
                + parameters.limit() + ", damaged " + parameters.damaged() + ", " + source.fingerprint();
    }
}
