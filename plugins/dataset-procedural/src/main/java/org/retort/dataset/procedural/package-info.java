/** Faces drawn from a seed, as a data set and as files in the formats of real ones. */
@Export
@Version("1.0.0")
package org.retort.dataset.procedural;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
