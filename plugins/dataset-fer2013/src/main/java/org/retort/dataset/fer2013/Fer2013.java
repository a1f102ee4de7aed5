package org.retort.dataset.fer2013;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.retort.api.data.DatasetContext;
import org.retort.api.data.DatasetProvider;
import org.retort.api.data.ImageDataset;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Plugin;

/** Reads FER2013 (Goodfellow et al. 2013) in each form it is handed around in. */
@Component(service = DatasetProvider.class)
@Plugin(
        id = "fer2013",
        title = "FER2013",
        summary = "Seven expressions at 48 x 48 px in grey (Goodfellow et al. 2013); Training, PublicTest and"
                + " PrivateTest are train, validation and test; the folder release has no validation split.")
public final class Fer2013 implements DatasetProvider<Fer2013Parameters> {
    /** The environment variable that names the data where no parameter does. */
    static final String VARIABLE = "RETORT_FER2013";

    private static final String FORMS =
            "fer2013.csv, fer2013.csv.gz, icml_face_data.csv, a folder with one of them, or the folder with train/ and"
                    + " test/";
    private static final List<String> CSV_NAMES =
            List.of("fer2013.csv", "fer2013.csv.gz", "icml_face_data.csv", "icml_face_data.csv.gz");

    private final UnaryOperator<String> environment;

    /** Reads environment variables of this process. */
    @Activate
    public Fer2013() {
        this(System::getenv);
    }

    Fer2013(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    @Override
    public Class<Fer2013Parameters> parameters() {
        return Fer2013Parameters.class;
    }

    @Override
    public ImageDataset open(Fer2013Parameters parameters, DatasetContext context) {
        Path path = context.resolve(path(parameters));
        return new Fer2013Dataset(source(path, parameters, context), parameters, context);
    }

    private Path path(Fer2013Parameters parameters) {
        if (!parameters.path().toString().isEmpty()) {
            return parameters.path();
        }
        String variable = environment.apply(VARIABLE);
        if (variable == null || variable.isBlank()) {
            throw new InputException("dataset fer2013 does not know where its files are: set its parameter path, or"
                    + " the environment variable " + VARIABLE + ", to " + FORMS + ". FER2013 does not come with Retort:"
                    + " www.kaggle.com/c/challenges-in-representation-learning-facial-expression-recognition-challenge");
        }
        return Path.of(variable);
    }

    private Source source(Path path, Fer2013Parameters parameters, DatasetContext context) {
        if (Files.isDirectory(path)) {
            return folder(path, parameters, context);
        }
        if (!Files.exists(path)) {
            boolean given = !parameters.path().toString().isEmpty();
            throw new InputException("no file or folder " + path + ", which "
                    + (given ? "path of dataset fer2013 names" : "the environment variable " + VARIABLE + " names")
                    + "; set path (or " + VARIABLE + ") to " + FORMS);
        }
        return new CsvReader(path, parameters.damaged(), context).read();
    }

    private static Source folder(Path folder, Fer2013Parameters parameters, DatasetContext context) {
        for (String name : CSV_NAMES) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return new CsvReader(folder.resolve(name), parameters.damaged(), context).read();
            }
        }
        return new FolderReader(folder).read();
    }
}
