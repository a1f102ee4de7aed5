/** The contract of engines: sessions, programs, parameters and the optimiser. */
@Export
@Version("2.2.0")
package org.retort.engine.program;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
