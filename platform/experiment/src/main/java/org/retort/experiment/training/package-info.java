/** Training of one generator and its discriminator, with or without a teacher: graphs, programs and their state. */
@Export
@Version("3.0.0")
package org.retort.experiment.training;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
