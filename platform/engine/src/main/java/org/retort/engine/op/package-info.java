/**
 * Ops that ND4J does not offer as the field writes them, as nodes of a SameDiff graph with gradients. Engines bring the
 * kernels; each class says what they compute.
 */
@Export
@Version("1.0.0")
package org.retort.engine.op;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
