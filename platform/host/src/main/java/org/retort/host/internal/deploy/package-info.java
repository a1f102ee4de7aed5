/** The user's own plugin jars: installed, updated and removed as the files come, change and go. */
package org.retort.host.internal.deploy;
