/** Decoded data sets in a cache on disk, and the batches that training draws from them. */
package org.retort.experiment.internal.data;
