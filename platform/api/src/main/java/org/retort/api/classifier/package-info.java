/** Networks that tell labels from images, by which translations are judged. */
@Export
@Version("1.0.0")
package org.retort.api.classifier;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
