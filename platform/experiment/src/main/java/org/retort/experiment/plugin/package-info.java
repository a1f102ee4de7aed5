/** Plugins as the platform sees them: kinds, the catalogue, and parameter declarations. */
@Export
@Version("1.0.0")
package org.retort.experiment.plugin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
