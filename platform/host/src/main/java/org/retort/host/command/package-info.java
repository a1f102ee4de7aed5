/** The command line as the launcher sees it. */
@Export
@Version("1.0.0")
package org.retort.host.command;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
