package org.retort.history;

import java.util.List;

/**
 * What a check of all journals and of the index found.
 *
 * @param runs how many runs were checked
 * @param events how many events they have
 * @param problems one sentence each: where, what, and what to do
 */
public record VerifyReport(int runs, long events, List<String> problems) {
    /** Whether nothing is wrong. */
    public boolean sound() {
        return problems.isEmpty();
    }
}
