package dev.vireo.training.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves over the epochs: losses on the left, all other metrics on the right. Needs no display. */
public final class TrainingPlot {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 400;

    private TrainingPlot() {}

    /** As the bytes of a PNG file; a metric whose name ends in {@code loss} counts as a loss. */
    public static byte[] png(List<EpochReport> history) {
        var losses = new LinkedHashMap<String, double[]>();
        var others = new LinkedHashMap<String, double[]>();
        for (var name : history.get(0).losses().keySet()) {
            losses.put(
                    "training " + name,
                    history.stream()
                            .mapToDouble(report -> report.losses().getOrDefault(name, Double.NaN))
                            .toArray());
        }
        for (var name : history.get(0).metrics().keySet()) {
            var values =
                    history.stream().mapToDouble(report -> report.metric(name)).toArray();
            (name.endsWith("loss") ? losses : others).put(name, values);
        }
        var epochs = history.stream().mapToDouble(EpochReport::epoch).toArray();
        return encoded(List.of(
                chart("loss", LegendPosition.InsideNE, epochs, losses),
                chart("metrics", LegendPosition.InsideSE, epochs, others)));
    }

    private static XYChart chart(String title, LegendPosition legend, double[] epochs, Map<String, double[]> series) {
        var chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("epoch")
                .build();
        chart.getStyler().setLegendPosition(legend).setChartBackgroundColor(Color.WHITE);
        series.forEach((name, values) -> chart.addSeries(name, epochs, values).setMarker(SeriesMarkers.CIRCLE));
        return chart;
    }

    private static byte[] encoded(List<XYChart> charts) {
        var image = new BufferedImage(WIDTH * charts.size(), HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < charts.size(); i++) {
            draw(charts.get(i), image, i * WIDTH);
        }
        var bytes = new ByteArrayOutputStream();
        try (var stream = new MemoryCacheImageOutputStream(bytes)) { // a plain stream would need the temporary folder
            ImageIO.write(image, "png", stream);
            stream.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("the plot cannot be encoded", e);
        }
    }

    private static void draw(XYChart chart, BufferedImage image, int left) {
        Graphics2D canvas = image.createGraphics();
        try {
            canvas.translate(left, 0);
            chart.paint(canvas, WIDTH, HEIGHT);
        } finally {
            canvas.dispose();
        }
    }
}
