package org.retort.dataset.fer2013;

import java.util.List;
import java.util.Map;
import org.retort.api.data.Split;

/**
 * What was found on disk.
 *
 * @param faces all usable images; each split is there, though it may be empty
 * @param fingerprint names, sizes and times of the files
 */
record Source(Map<Split, List<Face>> faces, String fingerprint) {}
