package org.retort.dataset.procedural;

/**
 * A region of the drawing plane, where x runs right and y down and the image is the unit square. Curves are made of
 * additions, multiplications and square roots only, which Java computes to the same bits everywhere.
 */
interface Shape {
    /** True where a point belongs to the region. */
    boolean contains(double x, double y);

    /** A rectangle around the region. */
    Bounds bounds();

    /** A rectangle with sides along the axes. */
    record Bounds(double left, double top, double right, double bottom) {
        Bounds intersection(Bounds other) {
            return new Bounds(
                    Math.max(left, other.left),
                    Math.max(top, other.top),
                    Math.min(right, other.right),
                    Math.min(bottom, other.bottom));
        }
    }

    /** A point of the plane. */
    record Point(double x, double y) {
        static Point at(double x, double y) {
            return new Point(x, y);
        }
    }

    /** The points that belong to both regions. */
    default Shape within(Shape other) {
        Shape self = this;
        Bounds bounds = bounds().intersection(other.bounds());
        return new Region(bounds) {
            @Override
            public boolean contains(double x, double y) {
                return self.contains(x, y) && other.contains(x, y);
            }
        };
    }

    /** The points of this region that are not in the other. */
    default Shape without(Shape other) {
        Shape self = this;
        return new Region(bounds()) {
            @Override
            public boolean contains(double x, double y) {
                return self.contains(x, y) && !other.contains(x, y);
            }
        };
    }

    /** An ellipse. */
    static Shape ellipse(double centreX, double centreY, double radiusX, double radiusY) {
        return superellipse(centreX, centreY, radiusX, radiusY, 0);
    }

    /**
     * An ellipse whose sides are flattened towards a rectangle's.
     *
     * @param squareness 0 for an ellipse, 1 for |x|^4 + |y|^4 = 1
     */
    static Shape superellipse(double centreX, double centreY, double radiusX, double radiusY, double squareness) {
        Bounds bounds = new Bounds(centreX - radiusX, centreY - radiusY, centreX + radiusX, centreY + radiusY);
        return new Region(bounds) {
            @Override
            public boolean contains(double x, double y) {
                double u = (x - centreX) / radiusX;
                double v = (y - centreY) / radiusY;
                double round = u * u + v * v;
                double square = u * u * u * u + v * v * v * v;
                return round + (square - round) * squareness <= 1;
            }
        };
    }

    /** A rectangle. */
    static Shape rectangle(double left, double top, double right, double bottom) {
        return new Region(new Bounds(left, top, right, bottom)) {
            @Override
            public boolean contains(double x, double y) {
                return x >= left && x < right && y >= top && y < bottom;
            }
        };
    }

    /** The region inside a closed line through the points, by the even-odd rule. */
    static Shape polygon(Point... points) {
        return new Region(around(points, 0)) {
            @Override
            public boolean contains(double x, double y) {
                boolean inside = false;
                for (int i = 0, j = points.length - 1; i < points.length; j = i++) {
                    Point a = points[i];
                    Point b = points[j];
                    if (a.y > y != b.y > y && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) {
                        inside = !inside;
                    }
                }
                return inside;
            }
        };
    }

    /** A line of the given width with round ends along the points. */
    static Shape line(double width, Point... points) {
        double radius = width / 2;
        return new Region(around(points, radius)) {
            @Override
            public boolean contains(double x, double y) {
                for (int i = 1; i < points.length; i++) {
                    if (squaredDistance(x, y, points[i - 1], points[i]) <= radius * radius) {
                        return true;
                    }
                }
                return false;
            }
        };
    }

    /** A line along the quadratic Bézier curve from {@code a} to {@code c} that {@code b} pulls at. */
    static Shape curve(double width, Point a, Point b, Point c) {
        return line(width, bezier(a, b, c));
    }

    /** The points of a quadratic Bézier curve. */
    static Point[] bezier(Point a, Point b, Point c) {
        int segments = 12;
        Point[] points = new Point[segments + 1];
        for (int i = 0; i <= segments; i++) {
            double t = (double) i / segments;
            double first = (1 - t) * (1 - t);
            double second = 2 * t * (1 - t);
            double third = t * t;
            points[i] = new Point(
                    first * a.x + second * b.x + third * c.x, first * a.y + second * b.y + third * c.y);
        }
        return points;
    }

    private static double squaredDistance(double x, double y, Point a, Point b) {
        double dx = b.x - a.x;
        double dy = b.y - a.y;
        double length = dx * dx + dy * dy;
        double t = length == 0 ? 0 : ((x - a.x) * dx + (y - a.y) * dy) / length;
        double clamped = Math.max(0, Math.min(1, t));
        double ex = x - a.x - clamped * dx;
        double ey = y - a.y - clamped * dy;
        return ex * ex + ey * ey;
    }

    private static Bounds around(Point[] points, double margin) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Point point : points) {
            left = Math.min(left, point.x - margin);
            top = Math.min(top, point.y - margin);
            right = Math.max(right, point.x + margin);
            bottom = Math.max(bottom, point.y + margin);
        }
        return new Bounds(left, top, right, bottom);
    }

    /** A region with known bounds. */
    abstract class Region implements Shape {
        private final Bounds bounds;

        Region(Bounds bounds) {
            this.bounds = bounds;
        }

        @Override
        public Bounds bounds() {
            return bounds;
        }
    }
}
