package org.retort.engine.libtorch.internal.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of the calls to a CUDA device, which nothing here answers. */
class CudaGraphsTest {
    private final RecordedCuda cuda = new RecordedCuda("");
    private final CudaGraphs graphs = new CudaGraphs(cuda);

    private static GraphDevice.Captured capture(CudaGraphs graphs, RecordedCuda cuda) {
        return graphs.capture(() -> cuda.call("work"));
    }

    @Test
    void workIsCapturedWithinAPoolWhenTheDeviceHasComeToRest() {
        capture(graphs, cuda);

        assertThat(cuda.called()).containsExactly("newPool", "synchronize", "freeBytes", "beginPool", "beginCapture",
                "work", "endCapture", "endPool", "instantiate", "destroyGraph");
    }

    @Test
    void thePoolIsReleasedAfterWhatIsLaunchedIsDestroyed() {
        GraphDevice.Captured captured = capture(graphs, cuda);
        captured.launch();
        cuda.forget();

        captured.close();

        assertThat(cuda.called()).containsExactly("synchronize", "destroyInstance", "releasePool");
    }

    @Test
    void aSecondPhaseIsCapturedInTheSamePool() {
        capture(graphs, cuda);
        cuda.forget();

        capture(graphs, cuda);

        assertThat(cuda.called()).contains("beginPool").doesNotContain("newPool");
    }

    @Test
    void thePoolIsReleasedWhereWhatIsLaunchedCannotBeDestroyed() {
        RecordedCuda failing = new RecordedCuda("destroyInstance");
        GraphDevice.Captured captured = capture(new CudaGraphs(failing), failing);

        assertThatThrownBy(captured::close).hasMessage("no destroyInstance");
        assertThat(failing.called()).endsWith("destroyInstance", "releasePool");
    }

    @Test
    void theNameOfThePoolLivesAsLongAsTheGraphsThatUseIt() {
        capture(graphs, cuda).close();
        assertThat(cuda.pool().isNull()).isFalse();

        graphs.close();

        assertThat(cuda.pool().isNull()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "newPool, ''",
        "synchronize, ''",
        "freeBytes, ''",
        "beginPool, ''",
        "beginCapture, endPool releasePool",
        "work, endCapture destroyGraph endPool releasePool",
        "endCapture, endPool releasePool",
        "endPool, releasePool",
        "instantiate, destroyGraph releasePool",
        "destroyGraph, releasePool"
    })
    void afterAFailureWhatWasBegunIsEnded(String call, String after) {
        RecordedCuda failing = new RecordedCuda(call);

        assertThatThrownBy(() -> capture(new CudaGraphs(failing), failing)).hasMessage("no " + call);
        assertThat(failing.called().subList(failing.called().indexOf(call) + 1, failing.called().size()))
                .containsExactlyElementsOf(after.isEmpty() ? List.of() : List.of(after.split(" ")));
    }
}
