/** What networks are trained on: adversarial objectives and distillation losses over one training step. */
@Export
@Version("1.1.0")
package org.retort.api.loss;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
