package org.retort.host.internal.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.retort.experiment.plugin.PluginKind;

/** Finds bundles that do not resolve or start, and components that cannot be made. */
final class BundleProblems {
    private static final Set<String> PLUGIN_INTERFACES = Arrays.stream(PluginKind.values())
            .map(kind -> kind.service().getName())
            .collect(Collectors.toUnmodifiableSet());

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final MissingRequirements requirements;

    BundleProblems(BundleContext context, ServiceComponentRuntime components) {
        this.context = context;
        this.components = components;
        this.requirements = new MissingRequirements(context);
    }

    List<PluginProblem> find() {
        List<PluginProblem> problems = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (!waitsForItsLevel(bundle)) {
                sentences(bundle).forEach(sentence -> problems.add(new PluginProblem(bundle, sentence)));
            }
        }
        return problems;
    }

    private List<String> sentences(Bundle bundle) {
        boolean fragment = (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> requirements.of(bundle);
            case Bundle.RESOLVED -> fragment
                    ? List.of()
                    : List.of(BundleName.of(bundle) + " did not start: its activator failed; the log says why");
            default -> componentProblems(bundle);
        };
    }

    private boolean waitsForItsLevel(Bundle bundle) {
        Bundle system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        return !bundle.equals(system)
                && bundle.adapt(BundleStartLevel.class).getStartLevel()
                        > system.adapt(FrameworkStartLevel.class).getStartLevel();
    }

    private List<String> componentProblems(Bundle bundle) {
        List<String> sentences = new ArrayList<>();
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs(bundle)) {
            for (ComponentConfigurationDTO made : components.getComponentConfigurationDTOs(component)) {
                if (made.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    sentences.add(component.implementationClass + " of " + BundleName.of(bundle)
                            + " cannot be made: " + cause(made.failure));
                } else if (made.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE && isPlugin(component)) {
                    sentences.add(component.implementationClass + " of " + BundleName.of(bundle)
                            + " waits for services that nobody offers: " + awaited(component, made));
                }
            }
        }
        return sentences;
    }

    private static boolean isPlugin(ComponentDescriptionDTO component) {
        return Arrays.stream(component.serviceInterfaces).anyMatch(PLUGIN_INTERFACES::contains);
    }

    private static String awaited(ComponentDescriptionDTO component, ComponentConfigurationDTO made) {
        Set<String> names = Arrays.stream(made.unsatisfiedReferences)
                .map((UnsatisfiedReferenceDTO reference) -> reference.name)
                .collect(Collectors.toSet());
        return Arrays.stream(component.references)
                .filter((ReferenceDTO reference) -> names.contains(reference.name))
                .map((ReferenceDTO reference) -> reference.interfaceName)
                .collect(Collectors.joining(", "));
    }

    /** The innermost cause that a stack trace names. */
    private static String cause(String stackTrace) {
        String marker = "Caused by: ";
        String last = stackTrace.lines()
                .filter(line -> line.startsWith(marker))
                .reduce((earlier, later) -> later)
                .orElseGet(() -> stackTrace.lines().findFirst().orElse("no cause is known"));
        return last.startsWith(marker) ? last.substring(marker.length()) : last;
    }
}
