/** What networks consist of, without training them. */
@Export
@Version("2.0.0")
package org.retort.experiment.inspect;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
