package org.retort.host.internal.registry;

import org.osgi.framework.Bundle;

/**
 * Why a plugin is missing.
 *
 * @param bundle the bundle that has the problem
 * @param sentence what was found, where, and what to do
 */
record PluginProblem(Bundle bundle, String sentence) {}
