package org.retort.dataset.celeba;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.retort.api.data.DatasetContext;
import org.retort.api.data.Split;
import org.retort.api.plugin.InputException;
import org.retort.dataset.celeba.CelebAParameters.OnFault;

/** Brings the lists and the images that are there together. */
final class Catalogue {
    private final CelebAFiles files;
    private final CelebAParameters parameters;
    private final DatasetContext context;

    Catalogue(CelebAFiles files, CelebAParameters parameters, DatasetContext context) {
        this.files = files;
        this.parameters = parameters;
        this.context = context;
    }

    /** The images of each split in the order of the attribute list. */
    Map<Split, List<Portrait>> splits() {
        NamedText attributeList = files.list("list_attr_celeba", "holds the attributes");
        Map<String, float[]> labels = new ListReader(attributeList).attributes(parameters.attributes());
        NamedText partitionList = files.list("list_eval_partition", "says which image belongs to which split");
        Map<String, Split> partition = new ListReader(partitionList).partition();
        checkSameImages(labels.keySet(), attributeList, partition.keySet(), partitionList);
        Set<String> present = files.images().images();
        checkMissing(labels.keySet(), present);
        checkUnlisted(present, labels.keySet(), attributeList);

        Map<Split, List<Portrait>> splits = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            splits.put(split, new ArrayList<>());
        }
        labels.forEach((image, label) -> {
            if (present.contains(image)) {
                splits.get(partition.get(image)).add(new Portrait(image, label));
            }
        });
        if (parameters.perIdentity() > 0) {
            keepFewOfEachPerson(splits);
        }
        splits.replaceAll((split, portraits) -> spread(portraits, parameters.limit()));
        return splits;
    }

    private static void checkSameImages(
            Set<String> labelled, NamedText attributeList, Set<String> partitioned, NamedText partitionList) {
        for (String image : labelled) {
            if (!partitioned.contains(image)) {
                throw new InputException(partitionList.name() + " does not list " + image + ", which "
                        + attributeList.name() + " does; expected the same " + labelled.size()
                        + " images in both; fetch the files again");
            }
        }
        if (partitioned.size() != labelled.size()) {
            throw new InputException(partitionList.name() + " lists " + partitioned.size() + " images and "
                    + attributeList.name() + " " + labelled.size()
                    + "; expected the same images in both; fetch the files again");
        }
    }

    private void checkMissing(Set<String> listed, Set<String> present) {
        List<String> missing =
                listed.stream().filter(image -> !present.contains(image)).toList();
        if (missing.isEmpty()) {
            return;
        }
        if (parameters.missing() == OnFault.ERROR || missing.size() == listed.size()) {
            throw new InputException(String.format(Locale.ROOT, "%,d of the %,d listed images are missing in %s, such"
                    + " as %s; fetch them, or put missing: skip into the descriptor's dataset to use the %,d that are"
                    + " there", missing.size(), listed.size(), files.images().description(), missing.get(0),
                    listed.size() - missing.size()));
        }
        missing.forEach(image -> context.skipped(image, "listed, but not in " + files.images().description()));
    }

    private void checkUnlisted(Set<String> present, Set<String> listed, NamedText attributeList) {
        List<String> unlisted =
                present.stream().filter(image -> !listed.contains(image)).toList();
        if (unlisted.isEmpty()) {
            return;
        }
        if (parameters.missing() == OnFault.ERROR) {
            throw new InputException(String.format(Locale.ROOT, "%,d images in %s have no line in %s, such as %s;"
                    + " expected a line for each; add them, or put missing: skip into the descriptor's dataset to leave the"
                    + " images out",
                    unlisted.size(), files.images().description(), attributeList.name(), unlisted.get(0)));
        }
        unlisted.forEach(image -> context.skipped(image, "no line in " + attributeList.name()));
    }

    private void keepFewOfEachPerson(Map<Split, List<Portrait>> splits) {
        NamedText list = files.list("identity_CelebA", "per-identity needs");
        Map<String, Integer> identities = new ListReader(list).identities();
        Map<Integer, Integer> counts = new HashMap<>();
        splits.replaceAll((split, portraits) -> portraits.stream()
                .filter(portrait -> {
                    Integer person = identities.get(portrait.image());
                    if (person == null) {
                        throw new InputException(list.name() + " does not list " + portrait.image()
                                + "; expected a line for each image; fetch the file again");
                    }
                    return counts.merge(person, 1, Integer::sum) <= parameters.perIdentity();
                })
                .toList());
    }

    private static List<Portrait> spread(List<Portrait> all, int limit) {
        if (limit == 0 || all.size() <= limit) {
            return List.copyOf(all);
        }
        return IntStream.range(0, limit)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / limit)))
                .toList();
    }
}
