/** The command line as the launcher sees it, and commands that bundles add to it. */
@Export
@Version("1.1.0")
package org.retort.host.command;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
