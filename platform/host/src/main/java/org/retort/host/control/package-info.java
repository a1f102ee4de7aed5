/** What the platform does for those who ask, whether by command line or by browser. */
@Export
@Version("1.0.0")
package org.retort.host.control;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
