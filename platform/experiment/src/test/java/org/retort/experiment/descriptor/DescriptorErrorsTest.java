package org.retort.experiment.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retort.api.plugin.InputException;
import org.retort.experiment.testing.TestCatalog;

class DescriptorErrorsTest {
    static final String GOOD =
            """
            name: small
            dataset: {plugin: faces, path: data, size: 16}
            teacher:
              generator: {plugin: narrow, width: 4}
              discriminator: {plugin: critic}
              objective: {plugin: versus}
              train: {iterations: 10, batch: 4}
            students:
              - name: one
                generator: {plugin: narrow, width: 2}
                discriminator: {plugin: critic}
                objective: {plugin: versus}
                distillation:
                  - {plugin: pairwise, weight: 2}
                train: {iterations: 10, batch: 4}
            evaluate: {images: 5}
            """;

    private static Experiment read(String text, String... overrides) {
        return Descriptors.read(text, "exp.yaml", Path.of("/base"), List.of(overrides), TestCatalog.withSmallPlugins());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            name: small         | naem: small       | exp.yaml:1:1: unknown key `naem`                              | did you mean name?
            name: small         | name: a b         | exp.yaml:1:1:                                                 | letters, digits, dots
            size: 16            | sise: 16          | exp.yaml:2:38: unknown key `sise` for dataset plugin faces    | did you mean size?
            size: 16            | size: 4           | exp.yaml:2:44: size is `4`                                    | a whole number from 8 to 64 (px)
            size: 16            | size: 65          | exp.yaml:2:44: size is `65`                                   | a whole number from 8 to 64 (px)
            size: 16            | size: 16.5        | exp.yaml:2:44: size is `16.5`                                 | a whole number from 8 to 64
            size: 16            | size: "16"        | exp.yaml:2:44: size is `16`                                   | a whole number
            size: 16            | size: [16]        | exp.yaml:2:44: size is a list                                 | a whole number
            size: 16            | size:             | exp.yaml:2:43: size is no value                               | a whole number
            size: 16            | size: 16, size: 8 | exp.yaml:2:48: key `size` is here a second time               | first at line 2
            size: 16            | crop: centr       | exp.yaml:2:44: crop is `centr`; did you mean centre?          | one of centre, whole-face
            size: 16            | skip-broken: yes  | exp.yaml:2:51: skip-broken is `yes`                           | true or false
            size: 16            | attributes: smile | exp.yaml:2:50: attributes is `smile`                          | a list of text
            size: 16            | size: 8, attributes: [a,b,c,d,e,f,g,h,i] | exp.yaml:2:10: dataset plugin faces     | more attributes than pixels in a row
            path: data,         | ''                | exp.yaml:2:10: dataset plugin faces needs the key path        | Where the files are.
            plugin: faces       | plugin: facse     | exp.yaml:2:19: unknown dataset plugin `facse`                 | did you mean faces?; installed are faces
            'plugin: faces, '   | ''                | exp.yaml:2:10: the dataset section needs the key plugin       | installed are faces
            'iterations: 10, batch: 4}\\nstudents' | 'iterations: 0}\\nstudents' | exp.yaml:7:23: iterations is `0`    | a whole number of at least 1
            'iterations: 10, batch: 4}\\nstudents' | 'batch: 4}\\nstudents' | exp.yaml:7:10: train needs the key iterations | Steps of the discriminator.
            'batch: 4}\\nevaluate' | 'batch: 2}\\nevaluate' | exp.yaml:14:9: loss plugin pairwise                  | needs a batch of at least 3 images; train.batch is 2
            weight: 2           | weight: -1        | exp.yaml:14:36: weight is `-1`                                | a number of at least 0
            weight: 2           | weight: {schedule: linear, to: 1, start: 5, end: 5} | exp.yaml:14:36: a weight     | end 5 must come after its start 5
            width: 2}           | width: 2, initialize: teachr} | exp.yaml:10:55: initialize is `teachr`; did you mean teacher? | allowed here is scratch or teacher
            width: 4}           | width: 4, initialize: teacher} | exp.yaml:4:53: initialize is `teacher`          | allowed here is scratch, since there is no trained teacher to start from
            name: one           | name: teacher     | exp.yaml:9:11: a student cannot be named teacher              | since a teacher is
            images: 5           | imagse: 5         | exp.yaml:16:12: unknown key `imagse` for evaluate             | did you mean images?
            evaluate:           | evaluation:       | exp.yaml:16:1: unknown key `evaluation` for an experiment     | did you mean evaluate?
            evaluate: {images: 5} | evaluate: {images: 5 | exp.yaml:17:1: this is no YAML                         | expected
            evaluate: {images: 5} | evaluate: !!java.net.URL x | exp.yaml:16:11: tag                              | plain data
            """)
    void namesPlaceFindingAndWhatIsAllowed(String found, String replacement, String place, String allowed) {
        String from = found.replace("\\n", "\n");
        assertThat(GOOD).contains(from);
        String text = GOOD.replace(from, replacement.replace("\\n", "\n"));

        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(place)
                .hasMessageContaining(allowed);
    }

    @Test
    void anUnknownPluginIsToldWithWhatIsWrongWithMissingBundles() {
        TestCatalog catalog = TestCatalog.withSmallPlugins().problem("Bundle my.plugin lacks package org.x.");

        assertThatThrownBy(() -> Descriptors.read(
                        GOOD.replace("plugin: faces", "plugin: mine"), "exp.yaml", Path.of("/"), List.of(), catalog))
                .hasMessageContaining("Bundle my.plugin lacks package org.x.");
    }

    @Test
    void twoStudentsOfOneNameAreRefused() {
        String student = GOOD.substring(GOOD.indexOf("  - name: one"), GOOD.indexOf("evaluate"));

        assertThatThrownBy(() -> read(GOOD.replace("evaluate", student + "evaluate")))
                .hasMessage("exp.yaml:16:11: a second student named one, the first is at line 9;"
                        + " give one of them another name");
    }

    @Test
    void anAliasIntoItselfIsRefused() {
        assertThatThrownBy(() -> read("name: &a [*a]"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("alias");
    }

    @Test
    void anEmptyFileIsNoDescriptor() {
        assertThatThrownBy(() -> read("# nothing")).hasMessageContaining("a descriptor is a group of keys");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> Descriptors.read(
                        Path.of("no-such.yaml"), List.of(), TestCatalog.withSmallPlugins()))
                .hasMessage("there is no descriptor no-such.yaml");
    }
}
