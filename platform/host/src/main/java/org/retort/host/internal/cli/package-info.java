/** The commands of {@code retort}: arguments in, text or one JSON document out. */
package org.retort.host.internal.cli;
