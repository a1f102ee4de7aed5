/** Graphs: networks drawn into SameDiff, their shapes, parameters, taps and counts. */
@Export
@Version("1.0.0")
package org.retort.engine.graph;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
