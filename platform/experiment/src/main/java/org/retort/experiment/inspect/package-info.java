/** What networks consist of, without training them. */
@Export
@Version("1.1.0")
package org.retort.experiment.inspect;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
