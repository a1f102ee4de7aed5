/** What the machine's devices are, without loading an engine's natives. */
@Export
@Version("2.0.0")
package org.retort.engine.device;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
