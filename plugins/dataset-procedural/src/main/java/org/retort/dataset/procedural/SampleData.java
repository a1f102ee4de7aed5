package org.retort.dataset.procedural;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.retort.api.data.Split;
import org.retort.dataset.procedural.ProceduralFacesParameters.Labels;

/**
 * Writes procedural faces as files in the formats of the real data sets, for tests and for trying things out where the
 * real ones are not at hand.
 *
 * @param train number of training images
 * @param validation number of validation images
 * @param test number of test images
 * @param seed decides the faces and labels
 */
public record SampleData(int train, int validation, int test, long seed) {
    private static final int CELEBA_WIDTH = 178;
    private static final int CELEBA_HEIGHT = 218;
    private static final int FER2013_SIZE = 48;
    private static final List<String> CELEBA_ATTRIBUTES = List.of(
            "5_o_Clock_Shadow", "Arched_Eyebrows", "Attractive", "Bags_Under_Eyes", "Bald", "Bangs", "Big_Lips",
            "Big_Nose", "Black_Hair", "Blond_Hair", "Blurry", "Brown_Hair", "Bushy_Eyebrows", "Chubby", "Double_Chin",
            "Eyeglasses", "Goatee", "Gray_Hair", "Heavy_Makeup", "High_Cheekbones", "Male", "Mouth_Slightly_Open",
            "Mustache", "Narrow_Eyes", "No_Beard", "Oval_Face", "Pale_Skin", "Pointy_Nose", "Receding_Hairline",
            "Rosy_Cheeks", "Sideburns", "Smiling", "Straight_Hair", "Wavy_Hair", "Wearing_Earrings", "Wearing_Hat",
            "Wearing_Lipstick", "Wearing_Necklace", "Wearing_Necktie", "Young");

    /**
     * Writes a folder like CelebA's: {@code img_align_celeba/000001.jpg} and so on, 178 x 218 px,
     * {@code list_attr_celeba.txt}, {@code list_eval_partition.txt} and {@code identity_CelebA.txt}, with line ends
     * and spaces as published. Hair colours, Eyeglasses, Smiling and Young are true to the picture, Male stands for
     * short hair, Wavy_Hair for curls, and no other attribute holds. Each person has one picture.
     *
     * @param folder is made where it does not exist
     */
    public void writeCelebA(Path folder) {
        ProceduralDataset faces = faces(Labels.ATTRIBUTES);
        StringBuilder attributes = new StringBuilder((train + validation + test) + "\r\n");
        attributes.append(String.join(" ", CELEBA_ATTRIBUTES)).append(" \r\n");
        StringBuilder partition = new StringBuilder();
        StringBuilder identities = new StringBuilder();
        try {
            Path images = Files.createDirectories(folder.resolve("img_align_celeba"));
            int number = 0;
            for (Split split : Split.values()) {
                for (int index = 0; index < faces.count(split); index++) {
                    number++;
                    String name = String.format("%06d.jpg", number);
                    Identity identity = faces.identity(split, index);
                    Appearance appearance = faces.appearance(split, index);
                    byte[] pixels = ProceduralDataset.paint(identity, appearance, CELEBA_WIDTH, CELEBA_HEIGHT);
                    writeJpeg(images.resolve(name), pixels);
                    attributes.append(name).append(values(identity, appearance)).append("\r\n");
                    partition.append(name).append(' ').append(split.ordinal()).append("\r\n");
                    identities.append(name).append(' ').append(number).append("\r\n");
                }
            }
            Files.writeString(folder.resolve("list_attr_celeba.txt"), attributes);
            Files.writeString(folder.resolve("list_eval_partition.txt"), partition);
            Files.writeString(folder.resolve("identity_CelebA.txt"), identities);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a file like {@code fer2013.csv}: expressions at 48 x 48 px in grey; training images are
     * {@code Training}, validation images {@code PublicTest}, test images {@code PrivateTest}.
     */
    public void writeFer2013(Path file) {
        ProceduralDataset faces = faces(Labels.EXPRESSIONS);
        String[] usages = {"Training", "PublicTest", "PrivateTest"};
        StringBuilder rows = new StringBuilder("emotion,pixels,Usage\n");
        for (Split split : Split.values()) {
            for (int index = 0; index < faces.count(split); index++) {
                Appearance appearance = faces.appearance(split, index);
                byte[] grey = ProceduralDataset.grey(ProceduralDataset.paint(
                        faces.identity(split, index), appearance, FER2013_SIZE, FER2013_SIZE));
                StringJoiner pixels = new StringJoiner(" ");
                for (byte value : grey) {
                    pixels.add(Integer.toString(value & 255));
                }
                rows.append(appearance.expression().ordinal()).append(',').append(pixels).append(',');
                rows.append(usages[split.ordinal()]).append('\n');
            }
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(rows.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProceduralDataset faces(Labels labels) {
        return new ProceduralDataset(new ProceduralFacesParameters(
                FER2013_SIZE, train, validation, test, seed, labels, Attribute.labels(), 3));
    }

    private static String values(Identity identity, Appearance appearance) {
        StringBuilder values = new StringBuilder();
        for (String name : CELEBA_ATTRIBUTES) {
            boolean holds = switch (name) {
                case "Male" -> identity.hairStyle() == Identity.HairStyle.SHORT;
                case "Wavy_Hair" -> identity.hairStyle() == Identity.HairStyle.CURLY;
                default -> Attribute.labels().contains(name) && appearance.has(Attribute.named(name));
            };
            values.append(holds ? "  1" : " -1");
        }
        return values.toString();
    }

    private static void writeJpeg(Path file, byte[] pixels) throws IOException {
        int area = CELEBA_WIDTH * CELEBA_HEIGHT;
        BufferedImage image = new BufferedImage(CELEBA_WIDTH, CELEBA_HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < area; i++) {
            int rgb = (pixels[i] & 255) << 16 | (pixels[area + i] & 255) << 8 | pixels[2 * area + i] & 255;
            image.setRGB(i % CELEBA_WIDTH, i / CELEBA_WIDTH, rgb);
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (OutputStream out = Files.newOutputStream(file);
                ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(0.95f);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), quality);
        } finally {
            writer.dispose();
        }
    }
}
