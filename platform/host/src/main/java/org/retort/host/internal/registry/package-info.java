/** Which plugins there are, and what keeps others from being there. */
package org.retort.host.internal.registry;
