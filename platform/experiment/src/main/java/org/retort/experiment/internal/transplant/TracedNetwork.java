package org.retort.experiment.internal.transplant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.TransformOp;
import org.retort.engine.graph.ModelGraph;
import org.retort.engine.graph.NetworkDrawing;
import org.retort.engine.program.ParameterLayout;
import org.retort.engine.schedule.Schedule;
import org.retort.engine.schedule.Step;
import org.retort.experiment.internal.transplant.TracedLayer.Output;
import org.retort.experiment.internal.transplant.TracedLayer.TracedParameter;

/**
 * A network's layers, and how channels go from one to the next.
 *
 * @param name the network's name
 * @param layout names and shapes of all parameters
 * @param layers those layers whose channels could be followed, each after those that it reads from
 */
public record TracedNetwork(String name, ParameterLayout layout, List<TracedLayer> layers) {
    /** Makes the list immutable. */
    public TracedNetwork {
        layers = List.copyOf(layers);
    }

    /**
     * Follows the channels of a network. Layers are followed through convolutions, norms, concatenation of channels and
     * ops that treat all numbers alike; what lies behind any other op has no layers here.
     *
     * @param network its name
     * @param drawing of the network, for one image
     * @param outputs names of the variables that the network ends in
     */
    public static TracedNetwork of(ModelGraph graph, String network, NetworkDrawing drawing, List<String> outputs) {
        Tracer tracer = new Tracer(Schedule.of(graph, outputs), drawing);
        return new TracedNetwork(network, graph.layout(network), tracer.layers());
    }

    /** Whether all parameters have the names and shapes of another network's. */
    boolean same(TracedNetwork other) {
        return layout.shapes().keySet().equals(other.layout.shapes().keySet())
                && layout.shapes().entrySet().stream().allMatch(entry ->
                        Arrays.equals(entry.getValue(), other.layout.shapes().get(entry.getKey())));
    }

    /** Names of all layers, those included whose channels could not be followed, in the order of drawing. */
    List<String> layerNames() {
        return layout.shapes().keySet().stream().map(TracedNetwork::layer).distinct().toList();
    }

    private static String layer(String parameter) {
        return parameter.contains("/") ? parameter.substring(0, parameter.lastIndexOf('/')) : parameter;
    }

    private static final class Tracer {
        private static final Set<String> ALIKE = Set.of("add", "subtract", "multiply", "divide", "identity");

        private final Schedule schedule;
        private final Map<String, String> taps = new HashMap<>();
        /** Channels of feature maps; those that cannot be followed are missing. */
        private final Map<String, List<ChannelGroup>> channels = new HashMap<>();
        /** Variables that depend on parameters. */
        private final Set<String> learned = new HashSet<>();
        /** Variables that are a parameter in another shape, and the parameter's own variable. */
        private final Map<String, String> views = new HashMap<>();
        private final List<TracedLayer> layers = new ArrayList<>();
        private int inSection;

        Tracer(Schedule schedule, NetworkDrawing drawing) {
            this.schedule = schedule;
            drawing.taps().forEach((tap, variable) -> taps.put(variable.name(), tap));
            learned.addAll(schedule.parameters().keySet());
        }

        List<TracedLayer> layers() {
            for (Step step : schedule.steps()) {
                if (step.inputs().stream().anyMatch(learned::contains)) {
                    learned.addAll(step.outputs());
                    follow(step);
                }
                step.outputs().stream().filter(taps::containsKey).findFirst().ifPresent(this::closeSection);
            }
            return layers;
        }

        private void closeSection(String variable) {
            for (int i = inSection; i < layers.size(); i++) {
                TracedLayer layer = layers.get(i);
                layers.set(i, new TracedLayer(
                        layer.name(), layer.kind(), taps.get(variable), layer.parameters(), layer.output()));
            }
            inSection = layers.size();
        }

        private void follow(Step step) {
            switch (step.op().opName()) {
                case "conv2d" -> convolution(step, 0);
                case "deconv2d" -> convolution(step, 1);
                case "depthwise_conv2d", "instance_norm" -> channelByChannel(step);
                case "concat" -> concatenation(step);
                case "reshape" -> {
                    if (schedule.parameters().containsKey(step.inputs().get(0))) {
                        views.put(step.outputs().get(0), step.inputs().get(0));
                    }
                }
                default -> alike(step);
            }
        }

        /** @param axis of the weight's outputs; the inputs are the other of the first two */
        private void convolution(Step step, int axis) {
            String weight = step.inputs().get(1);
            Optional<List<ChannelGroup>> read = read(step.inputs().get(0));
            if (read.isEmpty() || !schedule.parameters().containsKey(weight)) {
                return;
            }
            String layer = layer(parameter(weight));
            List<ChannelGroup> made =
                    List.of(ChannelGroup.madeBy(layer, Math.toIntExact(schedule.shape(weight)[axis])));
            List<TracedParameter> parameters = new ArrayList<>();
            parameters.add(new TracedParameter(
                    parameter(weight), axis == 0 ? List.of(made, read.get()) : List.of(read.get(), made)));
            for (String bias : step.inputs().subList(2, step.inputs().size())) {
                parameters.add(new TracedParameter(parameter(bias), List.of(made)));
            }
            add(step, layer, parameters, Optional.of(new Output(made.get(0), axis)));
            channels.put(step.outputs().get(0), made);
        }

        private void channelByChannel(Step step) {
            Optional<List<ChannelGroup>> read = read(step.inputs().get(0));
            List<String> own = step.inputs().subList(1, step.inputs().size()).stream()
                    .map(variable -> views.getOrDefault(variable, variable))
                    .toList();
            if (read.isEmpty() || !schedule.parameters().keySet().containsAll(own)) {
                return;
            }
            List<TracedParameter> parameters = own.stream()
                    .map(variable -> new TracedParameter(parameter(variable), List.of(read.get())))
                    .toList();
            add(step, layer(parameter(own.get(0))), parameters, Optional.empty());
            channels.put(step.outputs().get(0), read.get());
        }

        private void concatenation(Step step) {
            List<ChannelGroup> all = new ArrayList<>();
            for (String input : step.inputs()) {
                Optional<List<ChannelGroup>> read = read(input);
                if (read.isEmpty()) {
                    return;
                }
                all.addAll(read.get());
            }
            int rank = schedule.shape(step.outputs().get(0)).length;
            if (Math.floorMod(arguments(step)[0], (long) rank) == 1) {
                channels.put(step.outputs().get(0), all);
            }
        }

        private void alike(Step step) {
            boolean alike = step.op() instanceof ScalarOp
                    || step.op() instanceof TransformOp
                    || ALIKE.contains(step.op().opName());
            List<ChannelGroup> joined = null;
            for (String input : step.inputs()) {
                if (Arrays.stream(schedule.shape(input)).allMatch(length -> length == 1)) {
                    continue;
                }
                Optional<List<ChannelGroup>> read = read(input);
                if (!alike || read.isEmpty() || joined != null && !lengths(joined).equals(lengths(read.get()))) {
                    return;
                }
                if (joined == null) {
                    joined = read.get();
                } else {
                    for (int i = 0; i < joined.size(); i++) {
                        joined.get(i).join(read.get().get(i));
                    }
                }
            }
            if (joined != null) {
                channels.put(step.outputs().get(0), joined);
            }
        }

        private static List<Integer> lengths(List<ChannelGroup> groups) {
            return groups.stream().map(ChannelGroup::length).toList();
        }

        /** The channels of a feature map [N, C, H, W]; empty where they cannot be followed. */
        private Optional<List<ChannelGroup>> read(String variable) {
            long[] shape = schedule.shape(variable);
            if (shape.length == 4 && !learned.contains(variable)) {
                channels.computeIfAbsent(variable, key -> List.of(ChannelGroup.given(Math.toIntExact(shape[1]))));
            }
            return Optional.ofNullable(channels.get(variable));
        }

        private void add(Step step, String layer, List<TracedParameter> parameters, Optional<Output> output) {
            String kind = step.op().opName() + Arrays.toString(arguments(step)) + " of " + parameters.size();
            layers.add(new TracedLayer(layer, kind, "", parameters, output));
        }

        private static long[] arguments(Step step) {
            return ((DynamicCustomOp) step.op()).iArgs();
        }

        private String parameter(String variable) {
            return schedule.parameters().get(variable).name();
        }
    }
}
