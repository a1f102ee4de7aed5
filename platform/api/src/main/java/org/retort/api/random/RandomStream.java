package org.retort.api.random;

/**
 * Random numbers that depend on nothing but their keys: the seed of a run, a purpose, and indices such as the step.
 * The n-th number of a stream is a function of the keys and of n alone (a counter mixed by SplitMix64's finaliser,
 * Steele, Lea and Flood 2014), so a run that was killed and resumed draws the same numbers again.
 *
 * <p>A stream counts its draws and is for one thread.
 */
public final class RandomStream {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long key;
    private long counter;

    private RandomStream(long key) {
        this.key = key;
    }

    /**
     * A stream at its first number.
     *
     * @param seed the run's seed
     * @param purpose what the numbers are for, such as {@code order} or {@code student/generator/stem/weight}
     * @param indices step, sample or the like
     */
    public static RandomStream of(long seed, String purpose, long... indices) {
        long key = absorb(GOLDEN, seed);
        for (int i = 0; i < purpose.length(); i++) {
            key = absorb(key, purpose.charAt(i));
        }
        key = absorb(key, purpose.length());
        for (long index : indices) {
            key = absorb(key, index);
        }
        return new RandomStream(key);
    }

    /** 64 random bits. */
    public long nextLong() {
        return mix(key + ++counter * GOLDEN);
    }

    /** A number in [0, 1). */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** A number in [0, 1). */
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1.0p-24f;
    }

    /** A number in [low, high). */
    public double uniform(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /** A whole number in [0, bound). */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound " + bound + " is not positive");
        }
        return (int) Math.multiplyHigh(nextLong() >>> 1, 2L * bound);
    }

    /** True or false, equally likely. */
    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    /** A number from the normal distribution with mean 0 and standard deviation 1 (Box and Muller). */
    public double nextGaussian() {
        double radius = Math.sqrt(-2 * Math.log(1 - nextDouble()));
        return radius * Math.cos(2 * Math.PI * nextDouble());
    }

    /** The numbers 0 to {@code length - 1} in random order (Fisher and Yates). */
    public int[] permutation(int length) {
        int[] order = new int[length];
        for (int i = 0; i < length; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long absorb(long key, long value) {
        return mix(mix(key + GOLDEN) + value);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
