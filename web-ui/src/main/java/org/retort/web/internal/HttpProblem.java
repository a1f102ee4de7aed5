package org.retort.web.internal;

/** Ends a request with a status and a message for its sender. */
final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    HttpProblem(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    static HttpProblem notFound(String what) {
        return new HttpProblem(404, "There is no " + what + ".");
    }
}
