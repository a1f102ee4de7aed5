/** Networks: the builder that draws them, generator and discriminator architectures, taps. */
@Export
@Version("1.0.0")
package org.retort.api.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
