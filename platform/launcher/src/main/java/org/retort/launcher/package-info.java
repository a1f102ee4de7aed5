/** From {@code java} to a running framework and back to an exit code. */
package org.retort.launcher;
