package org.retort.experiment.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.retort.api.plugin.InputException;
import org.retort.engine.program.Engine;
import org.retort.experiment.descriptor.ClassifierDescriptor;
import org.retort.experiment.descriptor.Descriptors;
import org.retort.experiment.descriptor.RunDescriptor;
import org.retort.experiment.plugin.PluginCatalog;
import org.retort.history.journal.JournalWriter;
import org.retort.history.journal.RunFolder;
import org.retort.history.journal.RunState;
import org.retort.history.journal.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does runs: the work of a worker process, without its heartbeat and exit code. For one run at a time. */
public final class RunExecution {
    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final PluginCatalog catalog;
    private final List<Engine> engines;
    private final Workspace workspace;
    private final PlatformFacts facts;

    /**
     * @param catalog the plugins that runs may name
     * @param engines the engines that they may compute on
     * @param workspace where the runs are
     * @param facts the platform, for provenance
     */
    public RunExecution(PluginCatalog catalog, List<Engine> engines, Workspace workspace, PlatformFacts facts) {
        this.catalog = catalog;
        this.engines = List.copyOf(engines);
        this.workspace = workspace;
        this.facts = facts;
    }

    /**
     * Does a run from where it stands: at its beginning, or after its last checkpoint. Appends all of its events, the
     * states from {@code running} to the last included; every failure ends in state {@code failed} with its reason. A
     * run that somebody asked to stop ({@link RunFolder#requestStop}) ends in {@code stopped} with a checkpoint.
     *
     * @param run the run, queued
     * @param journal its journal, which stays open
     * @return the state it ended in: finished, stopped or failed
     */
    public RunState execute(RunFolder run, JournalWriter journal) {
        RunJournal events = new RunJournal(run, journal);
        journal.state(RunState.RUNNING, "", JSON.objectNode());
        try {
            boolean finished = run.description().kind().equals(ClassifierDescriptor.CLASSIFIER)
                    ? trainClassifier(run, events)
                    : trainGenerator(run, events);
            RunState state = finished ? RunState.FINISHED : RunState.STOPPED;
            journal.state(state, finished ? "" : "stopped on request", JSON.objectNode());
            return state;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            journal.state(RunState.STOPPED, "interrupted", JSON.objectNode());
            return RunState.STOPPED;
        } catch (DivergedException e) {
            return failed(journal, e.getMessage(), JSON.objectNode()
                    .put("step", e.step())
                    .put("term", e.term())
                    .put("checkpoint", e.checkpoint()));
        } catch (InputException e) {
            LOG.info("the run failed", e);
            return failed(journal, e.getMessage(), JSON.objectNode());
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            LOG.error("the run failed", e);
            StringWriter stack = new StringWriter();
            e.printStackTrace(new PrintWriter(stack));
            return failed(journal, e.toString(), JSON.objectNode().put("stack", stack.toString()));
        }
    }

    /** Whether it came to its end; false where somebody asked to stop. */
    private boolean trainGenerator(RunFolder run, RunJournal events) throws InterruptedException {
        RunDescriptor descriptor = Descriptors.readRun(run.description().descriptor(), source(run), catalog);
        try (RunSetup setup = RunSetup.of(run, descriptor, engines, workspace, events)) {
            events.append("provenance", setup.provenance(facts));
            return setup.train() && setup.measure();
        }
    }

    private boolean trainClassifier(RunFolder run, RunJournal events) {
        ClassifierDescriptor descriptor =
                Descriptors.readClassifier(run.description().descriptor(), source(run), catalog);
        return new ClassifierTraining(run, descriptor, workspace, events).run(facts);
    }

    private static String source(RunFolder run) {
        return run.path().resolve("run.json").toString();
    }

    private static RunState failed(JournalWriter journal, String message, ObjectNode error) {
        journal.state(RunState.FAILED, message, JSON.objectNode().set("error", error.put("message", message)));
        return RunState.FAILED;
    }
}
