package org.retort.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class PluginRegistryIT {
    @TempDir
    private Path folder;

    private RunningPlatform platform;

    @BeforeEach
    void start() throws Exception {
        platform = RunningPlatform.start(folder);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void everyBundleOfTheDistributionResolvesAndItsPluginsAreThere() throws Exception {
        assertThat(platform.problems()).isEmpty();
        assertThat(platform.metrics()).contains("efficiency", "teacher-similarity");
    }

    @Test
    void theBundlesThatServeResolveWhenTheyAreStarted() throws Exception {
        platform.startServing();
        assertThat(platform.problems()).isEmpty();
    }

    @Test
    void aPluginIsThereFromTheStartOfItsBundleToItsEnd() throws Exception {
        Bundle bundle = platform.install("good");
        assertThat(platform.metrics()).contains("sample");
        bundle.uninstall();
        assertThat(platform.metrics()).doesNotContain("sample");
        assertThat(platform.problems()).isEmpty();
    }

    @Test
    void ofTwoPluginsWithOneIdTheFirstIsUsedAndBothAreNamed() throws Exception {
        Bundle first = platform.install("good");
        platform.install("twin");
        assertThat(platform.metrics()).containsOnlyOnce("sample");
        assertThat(platform.problems()).singleElement().asString().isEqualTo("metric 'sample' is offered twice, by"
                + " bundle sample-good 1.0.0 (good.jar) and by bundle sample-twin 1.0.0 (twin.jar); the first is used;"
                + " remove one of the bundles or give the plugin another id");
        first.uninstall();
        assertThat(platform.problems()).isEmpty();
        assertThat(platform.metrics()).contains("sample");
    }

    @Test
    void aPluginWithoutAnIdIsAProblemOfItsBundle() throws Exception {
        platform.install("nameless");
        assertThat(platform.problems()).singleElement().asString()
                .startsWith("a metric of bundle sample-nameless 1.0.0 (nameless.jar) has no service property retort.id");
    }

    @Test
    void aPluginWhoseConstructorThrowsIsAProblemThatTellsTheCause() throws Exception {
        platform.install("failing");
        assertThat(platform.metrics()).doesNotContain("failing");
        assertThat(platform.problems()).anySatisfy(problem ->
                assertThat(problem).contains("sample-failing", "cannot be made", "no licence file"));
    }

    @Test
    void aParameterWithoutADeclarationIsAProblemThatNamesIt() throws Exception {
        platform.install("bare");
        assertThat(platform.metrics()).doesNotContain("bare");
        assertThat(platform.problems()).singleElement().asString()
                .contains("metric 'bare'", "component depth", "has no @Parameter annotation");
    }

    @Test
    void aBundleThatLacksAPackageIsAProblemThatNamesThePackage() throws Exception {
        platform.install(SampleBundles.build(
                "good", "1.0.0", "com.example.missing;version=\"[1.2,2)\",*", folder.resolve("good.jar")));
        assertThat(platform.problems()).singleElement().asString().isEqualTo("bundle sample-good 1.0.0 (good.jar)"
                + " cannot be used: it imports package com.example.missing, version 1.2.0 to below 2.0.0, which no bundle"
                + " exports; put a bundle that exports it beside it, or leave the import away");
    }

    @Test
    void aBundleForAnotherVersionOfTheApiIsAProblemThatNamesTheVersionThatIsHere() throws Exception {
        platform.install(SampleBundles.build(
                "good", "1.0.0", "org.retort.api.metric;version=\"[7,8)\",*", folder.resolve("good.jar")));
        assertThat(platform.problems()).singleElement().asString()
                .contains("org.retort.api.metric, version 7.0.0 to below 8.0.0", "is here in version 1.");
    }

    @Test
    void theDoctorTellsWhichDevicesAnEngineCanUse() throws Exception {
        assertThat(platform.ask("doctor").findValuesAsText("engine")).contains("nd4j");
        assertThat(platform.ask("doctor").get("engines").findParents("device"))
                .anySatisfy(device -> assertThat(device.get("usable").asBoolean()).isTrue());
    }
}
