package org.retort.dataset.celeba;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Where files are: a folder, or a zip file that stays packed. Safe for several threads. */
interface ImageStore extends AutoCloseable {
    /** The names of the images, {@code 000001.jpg} and so on. */
    Set<String> images();

    /** Reads one of the images. */
    byte[] image(String name) throws IOException;

    /** Reads a list by its file name, such as {@code list_attr_celeba.txt}; empty where it is not here. */
    Optional<NamedText> list(String name) throws IOException;

    /** Names, sizes and times of the files. */
    String fingerprint();

    /** What messages call it. */
    String description();

    @Override
    void close();
}
