/** How a plugin names itself, declares its parameters and reports bad input. */
@Export
@Version("1.0.0")
package org.retort.api.plugin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
