package org.retort.experiment.run;

import java.util.Optional;
import org.retort.engine.program.Parameters;
import org.retort.experiment.training.Translator;

/**
 * A teacher's generator, which a run shows and measures its own against.
 *
 * @param name the teacher's name
 * @param online whether it changes while the student is trained
 * @param translator the generator
 * @param loaded its parameters, where they were loaded for this alone
 */
record ShownTeacher(String name, boolean online, Translator translator, Optional<Parameters> loaded)
        implements AutoCloseable {
    static ShownTeacher of(String name, LoadedGenerator generator) {
        return new ShownTeacher(name, false, generator.translator(), Optional.of(generator.parameters()));
    }

    @Override
    public void close() {
        translator.close();
        loaded.ifPresent(Parameters::close);
    }
}
