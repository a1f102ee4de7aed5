package org.retort.experiment.plugin;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant who mistyped a name. */
public final class NearestName {
    private NearestName() {}

    /**
     * The allowed name that is nearest by Damerau-Levenshtein distance (insertions, deletions, substitutions and swaps
     * of neighbours, each of cost 1), case aside; empty where none is nearer than half its length.
     */
    public static Optional<String> of(String found, Collection<String> allowed) {
        String wanted = found.toLowerCase(Locale.ROOT);
        return allowed.stream()
                .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= name.length() / 2)
                .min(Comparator.comparingInt((String name) -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** A sentence such as {@code "; did you mean width?"}; empty where nothing is near. */
    public static String hint(String found, Collection<String> allowed) {
        return of(found, allowed).map(name -> "; did you mean " + name + "?").orElse("");
    }

    /** The distance in its "optimal string alignment" form: no part is edited twice. */
    static int distance(String first, String second) {
        int[][] cost = new int[first.length() + 1][second.length() + 1];
        for (int i = 0; i <= first.length(); i++) {
            for (int j = 0; j <= second.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int substitution = first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(
                        Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + substitution);
                if (i > 1
                        && j > 1
                        && first.charAt(i - 1) == second.charAt(j - 2)
                        && first.charAt(i - 2) == second.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[first.length()][second.length()];
    }
}
