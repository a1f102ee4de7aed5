/** Projects that {@code retort new} begins. */
package org.retort.host.internal.template;
