/** How this process was started, for those who start others like it. */
@Export
@Version("1.1.0")
package org.retort.host.launch;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
