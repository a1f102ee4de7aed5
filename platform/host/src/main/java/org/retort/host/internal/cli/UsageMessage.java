package org.retort.host.internal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.retort.api.plugin.NearestName;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with the arguments of a command, in one message. */
final class UsageMessage {
    private UsageMessage() {}

    static String of(ParameterException e) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        String help = "; " + spec.qualifiedName() + " --help tells what it takes";
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            String found = unmatched.getUnmatched().get(0);
            if (found.startsWith("-")) {
                return "there is no option '" + found + "' of " + spec.qualifiedName()
                        + hint(found.replaceFirst("=.*", ""), optionNames(spec), help);
            }
            List<String> commands = commandNames(e.getCommandLine());
            if (!commands.isEmpty()) {
                return "there is no command '" + spec.qualifiedName() + " " + found + "'; the commands are "
                        + String.join(", ", commands)
                        + NearestName.of(found, commands).map(near -> "; did you mean " + near + "?").orElse("");
            }
            return "'" + found + "' is more than " + spec.qualifiedName() + " takes" + help;
        }
        if (e instanceof MissingParameterException missing) {
            return spec.qualifiedName() + " needs " + missing.getMissing().stream()
                    .map(argument -> argument.isOption() ? ((CommandLine.Model.OptionSpec) argument).longestName()
                            : argument.paramLabel())
                    .distinct()
                    .collect(Collectors.joining(" and ")) + help;
        }
        return e.getMessage().replaceFirst("\\.$", "") + help;
    }

    private static String hint(String found, List<String> names, String help) {
        return NearestName.of(found, names).map(near -> "; did you mean " + near + "?").orElse(help);
    }

    private static List<String> optionNames(CommandSpec spec) {
        List<String> names = new ArrayList<>();
        spec.options().forEach(option -> names.addAll(List.of(option.names())));
        return names;
    }

    private static List<String> commandNames(CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(java.util.Map.Entry::getKey)
                .toList();
    }
}
