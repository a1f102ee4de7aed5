/** The index over all runs: what there is, how it went, and what changed just now. */
@Export
@Version("2.0.0")
package org.retort.history;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
