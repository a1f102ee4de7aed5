package org.retort.bench.internal;

import java.util.Optional;

/** One way to train a preset. */
interface Contender extends AutoCloseable {
    /** Steps of the discriminator for each step of the generator. */
    int CRITIC_STEPS = 5;

    /** The engine's id, or {@code eager} for LibTorch without Retort. */
    String engine();

    /** {@code float32}, {@code bfloat16-mixed}, or {@code autocast-bfloat16} for LibTorch's own. */
    String precision();

    /** Both, for people. */
    default String name() {
        return engine() + " " + precision();
    }

    /** Where the time of one more cycle goes; empty where nobody can tell. */
    Optional<Profile> profile();

    /** {@link #CRITIC_STEPS} steps of the discriminator and one of the generator. */
    void cycle();

    Losses discriminator();

    Losses generator();

    @Override
    void close();
}
