package org.retort.host.internal.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** Says in words what a bundle that does not resolve lacks. */
final class MissingRequirements {
    private static final Pattern AT_LEAST = Pattern.compile("\\(version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");

    private final BundleContext context;
    private final FrameworkWiring wiring;

    MissingRequirements(BundleContext context) {
        this.context = context;
        this.wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** One sentence for each thing that is missing; one in general where each alone is there. */
    List<String> of(Bundle bundle) {
        List<String> sentences = new ArrayList<>();
        for (BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
            if (Constants.RESOLUTION_OPTIONAL.equals(requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE))) {
                continue;
            }
            Collection<BundleCapability> providers = wiring.findProviders(requirement);
            String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
            if (providers.isEmpty()) {
                sentences.add(BundleName.of(bundle) + " cannot be used: " + missing(requirement, filter));
            } else if (providers.stream().allMatch(provider -> unresolved(provider.getRevision().getBundle(), bundle))) {
                sentences.add(BundleName.of(bundle) + " cannot be used: it needs "
                        + BundleName.of(providers.iterator().next().getRevision().getBundle())
                        + ", which cannot be used itself");
            }
        }
        return sentences.isEmpty()
                ? List.of(BundleName.of(bundle) + " cannot be used: the packages that it imports are there, but not"
                        + " together; remove bundles that export the same packages in several versions")
                : sentences;
    }

    private String missing(BundleRequirement requirement, String filter) {
        String namespace = requirement.getNamespace();
        if (namespace.equals(PackageNamespace.PACKAGE_NAMESPACE)) {
            String name = value(namespace, filter);
            String offered = versionsOf(name);
            return "it imports package " + name + range(filter) + ", which "
                    + (offered.isEmpty()
                            ? "no bundle exports; put a bundle that exports it beside it, or leave the import away"
                            : "is here in version " + offered + " alone; build it against that version");
        } else if (namespace.equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)) {
            Matcher version = Pattern.compile("\\(version=([^)]+)\\)").matcher(filter);
            return "it is built for Java " + (version.find() ? version.group(1) : filter) + ", and this is Java "
                    + Runtime.version().feature() + "; build it for Java 17";
        }
        return "it requires " + namespace + " " + filter + ", which no bundle offers; install one that does";
    }

    private String versionsOf(String packageName) {
        return Arrays.stream(context.getBundles())
                .flatMap(bundle -> bundle.adapt(BundleRevision.class)
                        .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .map(BundleCapability::getAttributes)
                .filter(offer -> packageName.equals(offer.get(PackageNamespace.PACKAGE_NAMESPACE)))
                .map(offer -> String.valueOf(offer.get(Constants.VERSION_ATTRIBUTE)))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
    }

    private static boolean unresolved(Bundle bundle, Bundle self) {
        return bundle.getState() == Bundle.INSTALLED && !bundle.equals(self);
    }

    private static String value(String name, String filter) {
        Matcher matcher = Pattern.compile("\\(" + Pattern.quote(name) + "=([^)]+)\\)").matcher(filter);
        return matcher.find() ? matcher.group(1) : filter;
    }

    private static String range(String filter) {
        Matcher below = BELOW.matcher(filter);
        String end = below.find() ? " to below " + below.group(1) : " or later";
        Matcher atLeast = AT_LEAST.matcher(BELOW.matcher(filter).replaceAll(""));
        return atLeast.find() ? ", version " + atLeast.group(1) + end : "";
    }
}
