package org.retort.experiment.internal.data;

import java.util.List;
import java.util.Map;
import org.retort.api.data.ImageFormat;
import org.retort.api.data.LabelSpace;
import org.retort.api.data.Split;

/**
 * A data set whose images are decoded.
 *
 * @param format the shape of its images
 * @param labels its labels
 * @param splits its parts, each of which is there, if empty
 * @param checksum SHA-256 in hexadecimal digits of all pixels, labels and names
 * @param skipped images that were left out because the user asked for it
 * @param reasons the first of the reasons for leaving images out
 */
public record DecodedDataset(
        ImageFormat format,
        LabelSpace labels,
        Map<Split, DecodedSplit> splits,
        String checksum,
        int skipped,
        List<String> reasons) {
    /** One part. */
    public DecodedSplit split(Split split) {
        return splits.get(split);
    }
}
