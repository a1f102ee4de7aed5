/** Arrays of numbers on the host. */
@Export
@Version("1.0.0")
package org.retort.api.tensor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
