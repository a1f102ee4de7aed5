/** Suites: experiments with axes, expanded into members. */
@Export
@Version("2.0.0")
package org.retort.experiment.suite;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
