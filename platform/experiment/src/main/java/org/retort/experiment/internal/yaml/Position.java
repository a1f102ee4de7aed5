package org.retort.experiment.internal.yaml;

/**
 * Where a value was written.
 *
 * @param source file, or {@code --set key=value}
 * @param line first line is 1; 0 where the source has no lines
 * @param column first column is 1; 0 where the source has no lines
 */
public record Position(String source, int line, int column) {
    /** As messages begin: {@code file:line:column}. */
    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
