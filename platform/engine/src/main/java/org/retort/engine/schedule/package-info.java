/** Schedules: which ops of a graph run, in which order, and when their results can be freed. Shared by the engines. */
@Export
@Version("3.0.0")
package org.retort.engine.schedule;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
