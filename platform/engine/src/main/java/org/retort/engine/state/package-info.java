/** Initial values and safetensors files. */
@Export
@Version("1.0.0")
package org.retort.engine.state;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
