/** A run's folder and its journal, which are the truth about the run. */
@Export
@Version("2.0.0")
package org.retort.history.journal;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
