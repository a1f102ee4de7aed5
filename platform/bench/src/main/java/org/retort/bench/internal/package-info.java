/** The command {@code retort bench}. */
package org.retort.bench.internal;
