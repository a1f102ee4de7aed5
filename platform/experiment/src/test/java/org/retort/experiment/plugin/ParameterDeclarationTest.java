package org.retort.experiment.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.retort.api.plugin.InputException;
import org.retort.api.plugin.Parameter;
import org.retort.experiment.testing.TestCatalog;

class ParameterDeclarationTest {
    record Untold(int size) {}

    record OddType(@Parameter(summary = "x") Map<String, String> map) {}

    @Test
    void namesTypesDefaultsAndRangesComeFromTheRecord() {
        assertThat(ParameterDeclaration.of(TestCatalog.FacesParameters.class))
                .containsExactly(
                        new ParameterDeclaration(
                                "size", "integer", "px", "32", 8.0, 64.0, List.of(), "Height and width."),
                        new ParameterDeclaration(
                                "path", "path", "", null, null, null, List.of(), "Where the files are."),
                        new ParameterDeclaration(
                                "crop",
                                "choice",
                                "",
                                "centre",
                                null,
                                null,
                                List.of("centre", "whole-face"),
                                "Which part of the picture."),
                        new ParameterDeclaration(
                                "attributes", "list of text", "", "smile,young", null, null, List.of(), "Labels."),
                        new ParameterDeclaration(
                                "skip-broken",
                                "boolean",
                                "",
                                "false",
                                null,
                                null,
                                List.of(),
                                "Leave broken files out."));
    }

    @Test
    void aComponentWithoutDeclarationIsNamed() {
        assertThatThrownBy(() -> ParameterDeclaration.of(Untold.class))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("component size");
    }

    @Test
    void aTypeThatDescriptorsDoNotKnowIsNamed() {
        assertThatThrownBy(() -> ParameterDeclaration.of(OddType.class)).hasMessageContaining("java.util.Map");
    }
}
