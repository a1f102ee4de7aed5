package org.retort.dataset.celeba;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.retort.api.data.DatasetContext;
import org.retort.api.data.DatasetProvider;
import org.retort.api.data.ImageDataset;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Plugin;

/** Reads CelebA (Liu et al. 2015), aligned and cropped. */
@Component(service = DatasetProvider.class)
@Plugin(
        id = "celeba",
        title = "CelebA",
        summary = "Aligned faces with any of CelebA's 40 attributes in its official partition (Liu et al. 2015), cropped"
                + " in the middle and resized without aliasing.")
public final class CelebA implements DatasetProvider<CelebAParameters> {
    /** The environment variable that names the data where no parameter does. */
    static final String VARIABLE = "RETORT_CELEBA";

    private final UnaryOperator<String> environment;

    /** Reads environment variables of this process. */
    @Activate
    public CelebA() {
        this(System::getenv);
    }

    CelebA(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    @Override
    public Class<CelebAParameters> parameters() {
        return CelebAParameters.class;
    }

    @Override
    public ImageDataset open(CelebAParameters parameters, DatasetContext context) {
        CelebAFiles files = CelebAFiles.at(path(parameters, context));
        try {
            return new CelebADataset(files.images(), new Catalogue(files, parameters, context).splits(), parameters,
                    context);
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private Path path(CelebAParameters parameters, DatasetContext context) {
        boolean given = !parameters.path().toString().isEmpty();
        String variable = environment.apply(VARIABLE);
        if (!given && (variable == null || variable.isBlank())) {
            throw new InputException("dataset celeba does not know where its files are: set its parameter path, or the"
                    + " environment variable " + VARIABLE + ", to " + CelebAFiles.FORMS + ". CelebA does not come with"
                    + " Retort: mmlab.ie.cuhk.edu.hk/projects/CelebA.html");
        }
        Path path = context.resolve(given ? parameters.path() : Path.of(variable));
        if (!Files.exists(path)) {
            throw new InputException("no file or folder " + path + ", which "
                    + (given ? "path of dataset celeba names" : "the environment variable " + VARIABLE + " names")
                    + "; set path (or " + VARIABLE + ") to " + CelebAFiles.FORMS);
        }
        return path;
    }
}
