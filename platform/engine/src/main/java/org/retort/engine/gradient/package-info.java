/** Gradients as variables of the same graph. */
@Export
@Version("1.0.0")
package org.retort.engine.gradient;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
