/** What an experiment does: its runs in their order, and the folders in which they are done. */
@Export
@Version("2.0.0")
package org.retort.experiment.plan;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
