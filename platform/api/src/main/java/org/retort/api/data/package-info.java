/** Data sets: labelled images in splits, and the label space that translations move in. */
@Export
@Version("1.1.0")
package org.retort.api.data;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
