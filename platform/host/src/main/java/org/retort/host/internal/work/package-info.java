/** Runs as processes: claims, slots, executors, the queue, and what the worker process itself does. */
package org.retort.host.internal.work;
