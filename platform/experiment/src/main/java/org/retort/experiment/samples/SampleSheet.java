package org.retort.experiment.samples;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A labelled sheet of translations: for each source face a block of rows (the source, then one row for each generator)
 * and one column for each target.
 *
 * @param tile height and width of an image, in px
 * @param targets names of the columns
 * @param sources {@code sources x 1} images, as {@link Tiles#picture} lays them out
 * @param rows what to show below the sources
 */
public record SampleSheet(int tile, List<String> targets, BufferedImage sources, List<Row> rows) {
    private static final Logger LOG = LoggerFactory.getLogger(SampleSheet.class);
    private static final Color PAPER = Color.WHITE;
    private static final Color INK = new Color(0x22, 0x26, 0x2b);
    private static final int SMALLEST_CELL = 64;
    private static final int GAP = 3;
    private static final int BLOCK_GAP = 14;
    private static final int MARGIN = 12;

    /**
     * One generator's translations.
     *
     * @param name what people read at the row
     * @param tiles {@code sources x targets} images
     */
    public record Row(String name, BufferedImage tiles) {}

    /** Draws the sheet. On a machine without fonts the labels are left out. */
    public BufferedImage picture() {
        int cell = Math.max(tile, SMALLEST_CELL);
        int faces = sources.getHeight() / tile;
        Optional<Font> font = font();
        int labels = font.map(this::widest).orElse(0);
        int header = font.isPresent() ? 24 : 0;
        int block = (rows.size() + 1) * (cell + GAP) + BLOCK_GAP;
        BufferedImage sheet = new BufferedImage(
                2 * MARGIN + labels + targets.size() * (cell + GAP),
                2 * MARGIN + header + faces * block - BLOCK_GAP,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        font.ifPresent(graphics::setFont);
        graphics.setColor(INK);
        int left = MARGIN + labels;
        if (font.isPresent()) {
            for (int column = 0; column < targets.size(); column++) {
                text(graphics, targets.get(column), left + column * (cell + GAP), MARGIN + 14, cell);
            }
        }
        for (int face = 0; face < faces; face++) {
            int top = MARGIN + header + face * block;
            row(graphics, font.isPresent() ? "source" : "", sources, face, true, left, top, cell);
            for (int row = 0; row < rows.size(); row++) {
                String name = font.isPresent() ? rows.get(row).name() : "";
                row(graphics, name, rows.get(row).tiles(), face, false, left, top + (row + 1) * (cell + GAP), cell);
            }
        }
        graphics.dispose();
        return sheet;
    }

    private void row(
            Graphics2D graphics, String name, BufferedImage tiles, int face, boolean repeat, int left, int top, int cell) {
        if (!name.isEmpty()) {
            graphics.drawString(name, MARGIN, top + cell / 2 + 4);
        }
        for (int column = 0; column < targets.size(); column++) {
            BufferedImage image = tiles.getSubimage(repeat ? 0 : column * tile, face * tile, tile, tile);
            graphics.drawImage(image, left + column * (cell + GAP), top, cell, cell, null);
        }
    }

    /** Text over a column, cut where it is too wide. */
    private static void text(Graphics2D graphics, String text, int left, int base, int width) {
        FontMetrics metrics = graphics.getFontMetrics();
        String shown = text.replace('_', ' ');
        while (shown.length() > 3 && metrics.stringWidth(shown) > width) {
            shown = shown.substring(0, shown.length() - 2) + ".";
        }
        graphics.drawString(shown, left, base);
    }

    private int widest(Font font) {
        BufferedImage scratch = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        FontMetrics metrics = scratch.createGraphics().getFontMetrics(font);
        int widest = metrics.stringWidth("source");
        for (Row row : rows) {
            widest = Math.max(widest, metrics.stringWidth(row.name()));
        }
        return widest + 10;
    }

    /** A plain font; empty on machines that have none, where Java's text drawing fails with errors of many kinds. */
    private static Optional<Font> font() {
        try {
            Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
            BufferedImage scratch = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
            scratch.createGraphics().getFontMetrics(font).stringWidth("source");
            return Optional.of(font);
        } catch (RuntimeException | LinkageError | InternalError e) {
            LOG.warn("sample sheets have no labels: this machine has no fonts ({})", e.toString());
            return Optional.empty();
        }
    }
}
