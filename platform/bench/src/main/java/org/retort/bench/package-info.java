/** Benchmarks: contenders that do the same work, timed in turn. */
@Export
@Version("1.0.0")
package org.retort.bench;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
