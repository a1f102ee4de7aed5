/** Trained generators taken away: as files for other programs, and as translations of a user's photos. */
@Export
@Version("1.0.0")
package org.retort.experiment.export;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
