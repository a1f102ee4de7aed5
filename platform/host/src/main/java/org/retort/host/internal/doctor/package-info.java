/** What this machine has, and what of it can be used. */
package org.retort.host.internal.doctor;
