/** REST, server-sent events and the pages, as servlets of the HTTP whiteboard. */
package org.retort.web.internal;
