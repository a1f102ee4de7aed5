package org.retort.api.metric;

import java.util.List;
import java.util.Optional;
import org.retort.api.tensor.Tensor;

/**
 * Translations of N test images to one target each.
 *
 * @param names names of the source images
 * @param source {@code [N, C, H, W]}, values in [-1, 1]
 * @param sourceLabel {@code [N, L]}
 * @param targetName the target's name
 * @param targetLabel {@code [N, L]}
 * @param output the measured generator's translations, {@code [N, C, H, W]}
 * @param teacher the teacher's translations; empty where the measured generator has no teacher
 * @param truth the true translations; empty where the data set does not know them
 */
public record TranslationBatch(
        List<String> names,
        Tensor source,
        Tensor sourceLabel,
        String targetName,
        Tensor targetLabel,
        Tensor output,
        Optional<Tensor> teacher,
        Optional<Tensor> truth) {}
