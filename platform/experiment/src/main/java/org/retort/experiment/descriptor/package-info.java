/** Experiments as descriptors declare them: YAML in, checked records out. */
@Export
@Version("2.2.0")
package org.retort.experiment.descriptor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
