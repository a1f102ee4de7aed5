/** Random numbers that depend on nothing but their keys. */
@Export
@Version("1.0.0")
package org.retort.api.random;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
