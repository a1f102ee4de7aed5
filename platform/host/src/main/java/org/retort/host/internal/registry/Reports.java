package org.retort.host.internal.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.NearestName;
import org.retort.engine.program.Engine;
import org.retort.experiment.plugin.InstalledPlugin;
import org.retort.experiment.plugin.ParameterDeclaration;
import org.retort.experiment.plugin.PluginKind;
import org.retort.history.journal.Workspace;
import org.retort.host.control.PlatformReports;
import org.retort.host.internal.deploy.WorkspacePlugins;
import org.retort.host.internal.doctor.Doctor;

/** The documents about the platform, from what is there at the moment. */
@Component
public final class Reports implements PlatformReports {
    private static final Path DEFAULT_WORKSPACE = Path.of("workspace");

    private final BundleContext context;
    private final PluginRegistry registry;
    private final WorkspacePlugins workspacePlugins;
    private final Doctor doctor = Doctor.ofThisMachine();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<Engine> engines;

    /** The one that this process serves, where it does. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Workspace workspace;

    /** Called by Declarative Services. */
    @Activate
    public Reports(
            BundleContext context, @Reference PluginRegistry registry, @Reference WorkspacePlugins workspacePlugins) {
        this.context = context;
        this.registry = registry;
        this.workspacePlugins = workspacePlugins;
    }

    @Override
    public ObjectNode plugins() {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        List<InstalledPlugin> installed = registry.plugins();
        ArrayNode plugins = report.putArray("plugins");
        installed.forEach(plugin -> head(plugin, plugins.addObject()));
        List<PluginProblem> problems = registry.pluginProblems();
        ArrayNode bundles = report.putArray("bundles");
        Arrays.stream(context.getBundles())
                .filter(bundle -> concernsPlugins(bundle, installed, problems))
                .forEach(bundle -> bundle(bundle, problems, bundles.addObject()));
        ArrayNode others = report.putArray("problems");
        workspacePlugins.problems().forEach(others::add);
        return report;
    }

    @Override
    public ObjectNode plugin(String kind, String id) {
        List<String> kinds = Arrays.stream(PluginKind.values()).map(PluginKind::word).toList();
        PluginKind wanted = Arrays.stream(PluginKind.values())
                .filter(candidate -> candidate.word().equals(kind))
                .findFirst()
                .orElseThrow(() -> new InputException("there is no kind of plugin '" + kind + "'; the kinds are "
                        + String.join(", ", kinds) + NearestName.question(kind, kinds)));
        InstalledPlugin plugin = registry.find(wanted, id).orElseThrow(() -> unknown(wanted, id));
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        head(plugin, report);
        ArrayNode parameters = report.putArray("parameters");
        ParameterDeclaration.of(plugin.service().parameters())
                .forEach(parameter -> describe(parameter, parameters.addObject()));
        return report;
    }

    @Override
    public ObjectNode doctor() {
        Workspace served = workspace;
        return doctor.examine(
                served == null ? DEFAULT_WORKSPACE : served.path(),
                engines,
                registry.plugins().size(),
                registry.problems());
    }

    @Override
    public AutoCloseable onPluginsChanged(Runnable listener) {
        return registry.onChange(listener);
    }

    private InputException unknown(PluginKind kind, String id) {
        List<String> ids = registry.plugins(kind).stream().map(InstalledPlugin::id).toList();
        List<String> problems = registry.problems();
        return new InputException("there is no " + kind.word() + " '" + id + "'; installed are " + String.join(", ", ids)
                + NearestName.question(id, ids)
                + (problems.isEmpty() ? "" : "; some plugins are missing: " + String.join("; ", problems)));
    }

    private static boolean concernsPlugins(
            Bundle bundle, List<InstalledPlugin> installed, List<PluginProblem> problems) {
        return problems.stream().anyMatch(problem -> problem.bundle().equals(bundle))
                || installed.stream().anyMatch(plugin -> plugin.bundle().equals(bundle.getSymbolicName())
                        && plugin.version().equals(bundle.getVersion().toString()));
    }

    private static void head(InstalledPlugin plugin, ObjectNode report) {
        report.put("kind", plugin.kind().word())
                .put("id", plugin.id())
                .put("title", plugin.title())
                .put("summary", plugin.summary())
                .put("bundle", plugin.bundle())
                .put("version", plugin.version());
    }

    private static void bundle(Bundle bundle, List<PluginProblem> problems, ObjectNode report) {
        report.put("bundle", bundle.getSymbolicName())
                .put("version", bundle.getVersion().toString())
                .put("file", BundleName.file(bundle).map(Path::toString).orElse(null))
                .put("state", state(bundle));
        ArrayNode sentences = report.putArray("problems");
        problems.stream()
                .filter(problem -> problem.bundle().equals(bundle))
                .forEach(problem -> sentences.add(problem.sentence()));
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.INSTALLED -> "unresolved";
            case Bundle.RESOLVED -> "stopped";
            case Bundle.STARTING, Bundle.ACTIVE -> "active";
            case Bundle.STOPPING -> "stopping";
            default -> "uninstalled";
        };
    }

    private static void describe(ParameterDeclaration parameter, ObjectNode report) {
        report.put("name", parameter.name())
                .put("type", parameter.type())
                .put("unit", parameter.unit())
                .put("default", parameter.defaultText())
                .put("min", parameter.min())
                .put("max", parameter.max());
        parameter.choices().forEach(report.putArray("choices")::add);
        report.put("summary", parameter.summary()).put("allowed", parameter.allowed());
    }
}
