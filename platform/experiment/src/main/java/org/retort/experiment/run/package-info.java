/** Runs: what they are told and what they tell. */
@Export
@Version("1.0.0")
package org.retort.experiment.run;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
