package org.retort.experiment.suite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retort.api.plugin.InputException;

class SuiteErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            axes: [seed]                            | 14:7: axes is a list                       | a group of keys is needed
            axes: {seed: 1}                         | 14:14: axis seed is `1`                    | a list of values, a range
            axes: {seed: []}                        | 14:14: axis seed is an empty list          | a list of variants
            axes: {seed: [1, 1]}                    | 14:18: axis seed has the value 1           | a second time
            axes: {seed: [1, [2]]}                  | 14:18: a list found                        | {name: WORD, set: {KEY: ...}}
            axes: {seed: [one]}                     | 14:15: seed is `one`                       | a whole number
            axes: {sead: [1]}                       | 14:8: unknown key `sead` for an experiment | did you mean seed?
            axes: {name: [a, b]}                    | 14:8: axis name sets name                  | cannot vary
            axes: {students.two.train.batch: [4]}   | 14:8: students has no entry `two`          | allowed are 0 to 0 and one
            axes: {students.one.generator.widht: [4]} | 14:8: unknown key `widht` for generator plugin narrow | did you mean width?
            axes: {students.one.generator.width: [4, 0]} | 14:42: width is `0`                  | a whole number of at least 1 (channels)
            axes: {train.batch: [4], students.one.train.batch: [4]}, teacher: {} | 14:             | no YAML
            axes: {seed: {from: 1, to: 3}}          | 14:14: a range has either the key step     | factor
            axes: {seed: {from: 1, to: 3, step: 1, factor: 2}} | 14:14: a range has either       | the key factor
            axes: {seed: {from: 1, step: 3}}        | 14:14: a range needs the key to            | {from: 8, to: 32, step: 8}
            axes: {seed: {from: 1, to: 3, stp: 1}}  | 14:31: unknown key `stp` for a range       | did you mean step?
            axes: {seed: {from: 1, to: 3, step: 0}} | 14:37: step is `0`                         | does not lead from 1 to 3
            axes: {seed: {from: 1, to: 3, step: -1}} | 14:37: step is `-1`                       | does not lead from 1 to 3
            axes: {seed: {from: 3, to: 1, factor: 2}} | 14:39: factor is `2`                     | does not lead from 3 to 1
            axes: {seed: {from: 0, to: 8, factor: 2}} | 14:39: factor is `2`                     | does not lead from 0 to 8
            axes: {seed: {from: a, to: 3, step: 1}} | 14:21: from is `a`                         | a number
            axes: {seed: {from: 1, to: 1e9, step: 1}} | 14:14: a range of more than 1000 numbers | 1000
            axes: {l: [{name: a}, b]}               | 14:23: `b` found among the variants of axis l | {name: WORD, set: {KEY: VALUE}}
            axes: {l: [{set: {seed: 1}}]}           | 14:12: a variant of axis l needs the key name | letters, digits
            axes: {l: [{name: a b}]}                | 14:19: a variant of axis l has the name `a b` | letters, digits
            axes: {l: [{name: a, sett: {}}]}        | 14:22: unknown key `sett`                  | did you mean set?
            axes: {l: [{name: a, set: 1}]}          | 14:27: set is `1`                          | {train.iterations: 100}
            axes: {l: [{name: a, from: b}, {name: b}]} | 14:28: from is `b`                      | it is the first
            axes: {l: [{name: ab}, {name: b, from: aa}]} | 14:40: from is `aa`                   | did you mean ab?
            axes: {l: [{name: a, set: {axes: 1}}]}  | 14:28: axis l sets axes                    | cannot vary
            axes: {seed: [1], l: [{name: a, set: {seed: 1}}]} | 14:39: axis l sets seed, which axis seed sets as well | two axes cannot set one key
            axes: {teacher.train.batch: [4], l: [{name: a, set: {teacher.train: 1}}]} | 14:54: axis l sets teacher.train | axis teacher.train.batch
            axes: {l: [{name: a, set: {seed.+: 3}}]}  | 14:28: seed is a list          | a whole number
            zip: [[seed, l]]                        | 14:8: there is no axis `seed`              | the descriptor has no axes
            axes: {seed: [1], l: [{name: a}]}~zip: [seed]     | 15:7: zip is a list of lists    | [[seed, ladder]]
            axes: {seed: [1], l: [{name: a}]}~zip: [[seed]]   | 15:7: zip is a list of lists    | two axes or more
            axes: {seed: [1], l: [{name: a}]}~zip: {a: b}     | 15:6: zip is a group of keys    | a list is needed
            axes: {seed: [1, 2], l: [{name: a}]}~zip: [[seed, l]] | 15:14: axis l has 1 values and axis seed has 2 | equally many
            axes: {seed: [1], l: [{name: a}]}~zip: [[seed, seed]] | 15:14: axis seed is zipped a second time | seed
            axes: {seed: [1]}~exclude: [{sed: 1}]             | 15:12: there is no axis `sed`   | did you mean seed?
            axes: {seed: [1]}~exclude: [{seed: 2}]            | 15:18: axis seed has no value `2` | allowed are 1
            axes: {seed: [1]}~exclude: [seed]                 | 15:11: an entry of exclude is `seed` | {seed: 1}
            axes: {seed: [1]}~exclude: [{}]                   | 15:11: an entry of exclude      | {seed: 1}
            axes: {seed: [1]}~exclude: [{seed: 1}]            | 15:10: nothing is left          | suite
            axes: {seed: [1, 2]}~exclude: [{seed: 1}, {seed: 1}] | 15:22: this excludes nothing | remove it
            axes: {seed: [1]}~include: [{seed: 1}]            | 15:11: this includes a member that is there | remove it
            axes: {l: [{name: abc}]}~include: [{l: abd}]      | 15:15: axis l has no value `abd` | did you mean abc?
            execution: {retris: 1}                  | 14:13: unknown key `retris` for execution  | did you mean retries?
            execution: {retries: -1}                | 14:22: retries is `-1`                     | from 0 to 100
            execution: {on-failure: fail}           | 14:25: on-failure is `fail`                | fail-fast, keep-going
            """)
    void namesPlaceFindingAndWhatIsAllowed(String suite, String place, String allowed) {
        assertThatThrownBy(() -> SuitesTest.read(suite.replace("~", "\n")))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("suite.yaml:" + place)
                .hasMessageContaining(allowed);
    }

    @Test
    void anOverrideOfAnAxisIsCheckedAsItsValuesAre() {
        String axes = "axes: {ladder: [{name: scratch}, {name: skip}]}";

        assertThatThrownBy(() -> SuitesTest.read(axes, "ladder=skp"))
                .hasMessage("--set ladder=skp: axis ladder has no value `skp`; did you mean skip?;"
                        + " allowed are scratch, skip");
    }

    @Test
    void tooManyMembersAreRefusedBeforeTheyAreMade() {
        String values = IntStream.range(0, 200).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        String axis = "seed: [" + values + "], students.one.train.iterations: [" + values + "]";

        assertThatThrownBy(() -> SuitesTest.read("axes: {" + axis + "}"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("the suite has 40000 members; allowed are 10000");
    }
}
