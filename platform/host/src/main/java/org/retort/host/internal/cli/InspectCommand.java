package org.retort.host.internal.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.retort.api.data.ImageFormat;
import org.retort.api.plugin.InputException;
import org.retort.engine.graph.NetworkSummary;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.descriptor.PluginUse;
import org.retort.experiment.inspect.InspectedRun;
import org.retort.experiment.inspect.SuiteInspection;
import org.retort.experiment.plugin.InstalledPlugin;
import org.retort.experiment.plugin.PluginKind;
import org.retort.experiment.suite.SuitePlan;
import org.retort.experiment.suite.Suites;
import org.retort.experiment.training.NetworkInspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code retort inspect}. */
@Command(
        name = "inspect",
        description = "Shows layers with shapes, taps, parameters and multiply-adds of networks, and whether losses fit them.",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
    private static final int SIZE = 128;
    private static final int LABELS = 5;

    private final Platform platform;
    private final Terminal terminal;

    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "FILE|PLUGIN", description = "A descriptor, or the id of a generator or discriminator.")
    private String subject;

    @Option(names = "--size", paramLabel = "S", description = "Height and width of the images, in px; 128 for a plugin.")
    private int size;

    @Option(names = "--labels", paramLabel = "N", description = "Number of labels; 5 for a plugin.")
    private int labels;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Puts a value into the descriptor or the plugin.")
    private List<String> overrides = List.of();

    InspectCommand(Platform platform, Terminal terminal) {
        this.platform = platform;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        platform.workspacePlugins().load(common.workspace().plugins());
        List<NetworkSummary> networks = new ArrayList<>();
        List<String> notes = List.of();
        List<String> problems = List.of();
        if (subject.endsWith(".yaml") || subject.endsWith(".yml") || Files.isRegularFile(Path.of(subject))) {
            SuitePlan plan = SuitePlan.of(Suites.read(Path.of(subject), overrides, platform.catalog()));
            SuiteInspection inspection = SuiteInspection.of(plan, platform.catalog(), size, labels);
            networks.addAll(ofMembers(inspection));
            notes = inspection.notes();
            problems = inspection.problems();
        } else {
            ImageFormat format = new ImageFormat(3, size == 0 ? SIZE : size);
            for (InstalledPlugin plugin : networkPlugins()) {
                PluginUse use = Descriptors.use(plugin, parameters(), Path.of("").toAbsolutePath());
                networks.add(NetworkInspection.of(plugin.id(), use, format, labels == 0 ? LABELS : labels));
            }
        }
        if (common.json()) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            ArrayNode list = document.putArray("networks");
            networks.forEach(network -> list.add(document(network)));
            notes.forEach(document.putArray("notes")::add);
            problems.forEach(document.putArray("problems")::add);
            terminal.print(document);
        } else {
            print(networks);
            notes.forEach(terminal::print);
        }
        problems.forEach(problem -> terminal.messages().println("retort: " + problem));
        return problems.isEmpty() ? 0 : RetortCommandLine.BAD_INPUT;
    }

    /** The networks of each member once, whatever its seeds. */
    private static List<NetworkSummary> ofMembers(SuiteInspection inspection) {
        Map<String, NetworkSummary> byName = new LinkedHashMap<>();
        for (InspectedRun run : inspection.runs()) {
            run.generator().ifPresent(network -> byName.putIfAbsent(network.network(), network));
            run.discriminator().ifPresent(network -> byName.putIfAbsent(network.network(), network));
        }
        return List.copyOf(byName.values());
    }

    private void print(List<NetworkSummary> networks) {
        Map<List<String>, String> printed = new HashMap<>();
        for (NetworkSummary network : networks) {
            String like = printed.putIfAbsent(lines(network), network.network());
            if (like == null) {
                terminal.print(network.network() + ": " + Numbers.figure(network.parameters(), "") + " parameters, "
                        + Numbers.figure(network.multiplyAdds(), "") + " multiply-adds for one image");
                lines(network).forEach(terminal::print);
            } else {
                terminal.print(network.network() + ": the same as " + like);
            }
            terminal.print("");
        }
    }

    private List<InstalledPlugin> networkPlugins() {
        List<InstalledPlugin> drawing = PluginChoice.of(platform.catalog(), subject).stream()
                .filter(plugin -> plugin.kind() == PluginKind.GENERATOR || plugin.kind() == PluginKind.DISCRIMINATOR)
                .toList();
        if (drawing.isEmpty()) {
            throw new InputException(subject + " draws no network; generators and discriminators can be inspected,"
                    + " retort plugins lists them");
        }
        return drawing;
    }

    private Map<String, String> parameters() {
        return overrides.stream().map(text -> text.split("=", 2)).collect(Collectors.toMap(
                parts -> parts[0],
                parts -> {
                    if (parts.length < 2) {
                        throw new InputException("--set " + parts[0] + " has no value; write --set " + parts[0] + "=VALUE");
                    }
                    return parts[1];
                },
                (first, second) -> second));
    }

    private static List<String> lines(NetworkSummary network) {
        List<List<String>> rows = new ArrayList<>();
        for (NetworkSummary.Layer layer : network.layers()) {
            rows.add(List.of(
                    layer.name(),
                    layer.op(),
                    shape(layer.shape()),
                    Numbers.figure(layer.parameters(), ""),
                    Numbers.figure(layer.multiplyAdds(), "")));
        }
        List<String> lines = new ArrayList<>(
                new TextTable(List.of("layer", "op", "output", "parameters", "multiply-adds"), rows).lines());
        lines.add("taps: " + network.taps().stream()
                .map(tap -> tap.name() + " " + shape(tap.shape()))
                .collect(Collectors.joining(", ")));
        return lines;
    }

    private static String shape(long[] shape) {
        return LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }

    private static ObjectNode document(NetworkSummary network) {
        ObjectNode document = JsonNodeFactory.instance.objectNode()
                .put("network", network.network())
                .put("parameters", network.parameters())
                .put("multiplyAdds", network.multiplyAdds());
        ArrayNode layers = document.putArray("layers");
        for (NetworkSummary.Layer layer : network.layers()) {
            ObjectNode entry = layers.addObject().put("name", layer.name()).put("op", layer.op());
            LongStream.of(layer.shape()).forEach(entry.putArray("shape")::add);
            entry.put("parameters", layer.parameters()).put("multiplyAdds", layer.multiplyAdds());
        }
        ArrayNode taps = document.putArray("taps");
        for (NetworkSummary.Tap tap : network.taps()) {
            ObjectNode entry = taps.addObject().put("name", tap.name());
            LongStream.of(tap.shape()).forEach(entry.putArray("shape")::add);
        }
        return document;
    }
}
