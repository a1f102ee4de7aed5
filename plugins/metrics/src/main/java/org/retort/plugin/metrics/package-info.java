/** What generators are measured by: their cost, and their images against the teacher's, the truth and the source. */
package org.retort.plugin.metrics;
