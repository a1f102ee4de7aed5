package org.retort.dataset.celeba;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.retort.api.plugin.InputException;

/**
 * Finds the images and lists under a path, in the layouts they are handed around in: a folder with
 * {@code img_align_celeba/} or a zip file of it, the official {@code Img/}, {@code Anno/} and {@code Eval/}, or one zip
 * file of everything.
 */
final class CelebAFiles implements AutoCloseable {
    static final String FORMS = "a folder with img_align_celeba/ (or img_align_celeba.zip), list_attr_celeba.txt and"
            + " list_eval_partition.txt, or a zip file of img_align_celeba/ with the lists in it or beside it";

    private final ImageStore images;
    private final List<Path> folders;

    private CelebAFiles(ImageStore images, List<Path> folders) {
        this.images = images;
        this.folders = folders;
    }

    /**
     * Finds the files.
     *
     * @param path a folder or zip file that exists
     */
    static CelebAFiles at(Path path) {
        if (Files.isRegularFile(path)) {
            Path parent = path.toAbsolutePath().getParent();
            List<Path> folders = new ArrayList<>(places(parent));
            if (parent.getParent() != null) {
                folders.addAll(places(parent.getParent()));
            }
            return of(new ZipStore(path), folders);
        }
        for (Path place : places(path)) {
            if (Files.isDirectory(place.resolve(ZipStore.IMAGES))) {
                return of(new FolderStore(place.resolve(ZipStore.IMAGES)), places(path));
            }
            if (Files.isRegularFile(place.resolve(ZipStore.IMAGES + ".zip"))) {
                return of(new ZipStore(place.resolve(ZipStore.IMAGES + ".zip")), places(path));
            }
        }
        throw new InputException("folder " + path + " has neither img_align_celeba/ nor img_align_celeba.zip; expected "
                + FORMS);
    }

    private static CelebAFiles of(ImageStore images, List<Path> folders) {
        if (images.images().isEmpty()) {
            images.close();
            throw new InputException(images.description() + " has no .jpg in a folder img_align_celeba; expected "
                    + FORMS);
        }
        return new CelebAFiles(images, folders);
    }

    private static List<Path> places(Path folder) {
        return List.of(folder, folder.resolve("Img"), folder.resolve("Anno"), folder.resolve("Eval"));
    }

    /** The images. */
    ImageStore images() {
        return images;
    }

    /**
     * Reads a list, as published or with the ending that Kaggle gives it.
     *
     * @param name without ending, such as {@code list_attr_celeba}
     * @param purpose what it is needed for, for the message where it is missing
     */
    NamedText list(String name, String purpose) {
        for (String ending : List.of(".txt", ".csv")) {
            Optional<NamedText> found = find(name + ending);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new InputException("no " + name + ".txt (or .csv) beside the images of " + images.description()
                + ", which " + purpose + "; looked in " + folders.get(0) + " and its folders Img, Anno and Eval; put"
                + " it there");
    }

    private Optional<NamedText> find(String name) {
        try {
            for (Path folder : folders) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file)) {
                    return Optional.of(new NamedText(file.toString(), Files.readAllBytes(file)));
                }
            }
            return images.list(name);
        } catch (IOException e) {
            throw new InputException(name + " of " + images.description() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        images.close();
    }
}
