package org.retort.experiment.run;

/** A term of the losses is no finite number any more. */
final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long step;
    private final String term;
    private final String checkpoint;

    /**
     * @param checkpoint path of the last good checkpoint within the run's folder; empty where there is none
     */
    DivergedException(long step, String term, double value, String checkpoint) {
        super("step " + step + ": " + term + " is " + value + "; " + (checkpoint.isEmpty()
                ? "there is no checkpoint before it"
                : "the last good checkpoint is " + checkpoint)
                + ". Lower the learning rate or the weight of the term.");
        this.step = step;
        this.term = term;
        this.checkpoint = checkpoint;
    }

    long step() {
        return step;
    }

    String term() {
        return term;
    }

    String checkpoint() {
        return checkpoint;
    }
}
