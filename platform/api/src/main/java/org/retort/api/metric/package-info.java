/** What trained generators are measured by. */
@Export
@Version("1.2.0")
package org.retort.api.metric;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
