package org.retort.dataset.celeba;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retort.api.data.DatasetContext;
import org.retort.api.data.ImageDataset;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.PlanarImage;
import org.retort.api.data.Sample;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;
import org.retort.dataset.celeba.CelebAParameters.OnFault;

/** The images at the wanted size, decoded when they are read; safe for several threads. */
final class CelebADataset implements ImageDataset {
    private static final int WIDTH = 178;
    private static final int HEIGHT = 218;
    private static final List<String> HAIR_COLOURS = List.of("Black_Hair", "Blond_Hair", "Brown_Hair", "Gray_Hair");

    private final ImageStore images;
    private final Map<Split, List<Portrait>> splits;
    private final CelebAParameters parameters;
    private final DatasetContext context;
    private final LabelSpace labels;

    CelebADataset(
            ImageStore images,
            Map<Split, List<Portrait>> splits,
            CelebAParameters parameters,
            DatasetContext context) {
        this.images = images;
        this.splits = splits;
        this.parameters = parameters;
        this.context = context;
        List<String> hair = parameters.attributes().stream()
                .filter(HAIR_COLOURS::contains)
                .toList();
        this.labels = LabelSpace.attributes(parameters.attributes(), hair.isEmpty() ? List.of() : List.of(hair));
    }

    @Override
    public LabelSpace labels() {
        return labels;
    }

    @Override
    public ImageFormat format() {
        return new ImageFormat(3, parameters.size());
    }

    @Override
    public String crop() {
        return "one face, eyes level, as in the middle " + parameters.crop() + " px square of an aligned CelebA image of "
                + WIDTH + " x " + HEIGHT + " px";
    }

    @Override
    public int count(Split split) {
        return splits.get(split).size();
    }

    @Override
    public Optional<Sample> read(Split split, int index) {
        Portrait portrait = splits.get(split).get(index);
        try {
            byte[] pixels = decode(portrait.image())
                    .centreCrop(parameters.crop(), parameters.crop())
                    .resize(parameters.size(), parameters.size())
                    .withChannels(3)
                    .pixels();
            return Optional.of(new Sample(portrait.image(), pixels, portrait.label()));
        } catch (InputException e) {
            if (parameters.damaged() == OnFault.ERROR) {
                throw new InputException(e.getMessage() + ", or set damaged: skip to leave such images out", e);
            }
            context.skipped(portrait.image(), e.getMessage());
            return Optional.empty();
        }
    }

    private PlanarImage decode(String image) {
        String name = image + " in " + images.description();
        byte[] file;
        try {
            file = images.image(image);
        } catch (IOException e) {
            throw new InputException(name + " cannot be read: " + e.getMessage() + "; fetch it again", e);
        }
        PlanarImage decoded = PlanarImage.decode(file, name);
        if (decoded.width() != WIDTH || decoded.height() != HEIGHT) {
            throw new InputException(name + " has " + decoded.width() + " x " + decoded.height()
                    + " px; expected 178 x 218, the aligned and cropped images; fetch img_align_celeba");
        }
        return decoded;
    }

    @Override
    public String fingerprint() {
        return "celeba reader 1, attributes " + parameters.attributes() + ", size " + parameters.size() + ", crop "
                + parameters.crop() + ", damaged " + parameters.damaged() + ", labels " + labelHash() + ", "
                + images.fingerprint();
    }

    /** Changes with the lists and everything that decides which images are used. */
    private String labelHash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            splits.forEach((split, portraits) -> portraits.forEach(portrait -> digest.update(
                    (split + " " + portrait.image() + " " + Arrays.toString(portrait.label()) + "\n")
                            .getBytes(StandardCharsets.UTF_8))));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        images.close();
    }
}
