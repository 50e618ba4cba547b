package dev.vireo.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class TrainingPlotTest {
    @Test
    void thePictureDependsOnTheNumbers() throws IOException {
        var falling = TrainingPlot.png(List.of(report(1, 2), report(2, 1)));
        var rising = TrainingPlot.png(List.of(report(1, 1), report(2, 2)));
        var image = ImageIO.read(new ByteArrayInputStream(falling));
        var colors = new HashSet<Integer>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colors.add(image.getRGB(x, y));
            }
        }
        assertThat(colors).hasSizeGreaterThan(10);
        assertThat(falling).isNotEqualTo(rising);
    }

    @Test
    void leavesOutMissingAndNaNValues() throws IOException {
        var bare = new EpochReport(1, 1, Map.of("loss", Double.NaN), Map.of(), 0.1, new Timing(10, 1));
        assertThat(ImageIO.read(new ByteArrayInputStream(TrainingPlot.png(List.of(bare)))))
                .isNotNull();
    }

    private static EpochReport report(int epoch, double loss) {
        return new EpochReport(
                epoch,
                2,
                Map.of("loss", loss),
                Map.of("validation loss", loss + 1, "accuracy", 0.5),
                0.1,
                new Timing(10, 1));
    }
}
