/** Results of suites over their seeds, and the forms in which they are written. */
@Export
@Version("2.0.0")
package org.retort.experiment.table;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
