/** Pictures of translations: tiles for machines, labelled sheets for people. */
@Export
@Version("1.0.0")
package org.retort.experiment.samples;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
