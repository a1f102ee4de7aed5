package org.retort.engine.libtorch.internal;

/** Names of bfloat16 versions of variables. */
final class Half {
    /** The op that makes a variable's bfloat16 version. */
    static final String TO_HALF = "to bfloat16";
    /** The op that makes a variable from its bfloat16 version. */
    static final String TO_FLOAT = "to float32";

    private static final String SUFFIX = "@bfloat16";

    private Half() {}

    /** The name of a variable's bfloat16 version. */
    static String of(String variable) {
        return variable + SUFFIX;
    }

    static boolean is(String name) {
        return name.endsWith(SUFFIX);
    }

    /** The variable that a name is a version of; the name itself where it is none. */
    static String base(String name) {
        return is(name) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }
}
