package org.retort.dataset.procedural;

import org.osgi.service.component.annotations.Component;
import org.retort.api.data.DatasetContext;
import org.retort.api.data.DatasetProvider;
import org.retort.api.data.ImageDataset;
import org.retort.api.plugin.Plugin;

/** Draws faces from a seed, so that an experiment needs no download and knows the truth of every translation. */
@Component(service = DatasetProvider.class)
@Plugin(
        id = "procedural-faces",
        title = "Procedural faces",
        summary = "Seeded drawn faces with CelebA's attributes or FER2013's expressions and a known truth for every"
                + " translation.")
public final class ProceduralFaces implements DatasetProvider<ProceduralFacesParameters> {
    @Override
    public Class<ProceduralFacesParameters> parameters() {
        return ProceduralFacesParameters.class;
    }

    @Override
    public ImageDataset open(ProceduralFacesParameters parameters, DatasetContext context) {
        return new ProceduralDataset(parameters);
    }
}
