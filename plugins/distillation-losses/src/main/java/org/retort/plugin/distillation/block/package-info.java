/** What several losses are made of. Private to the bundle. */
package org.retort.plugin.distillation.block;
