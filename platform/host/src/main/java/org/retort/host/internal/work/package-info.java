/** Runs as processes: locks and claims, slots, executors, queues, and what the worker process itself does. */
package org.retort.host.internal.work;
