package dev.vireo.models.picture;

import static dev.vireo.nn.convolution.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vireo.models.vision.SmallCnn;
import dev.vireo.nn.Layer;
import dev.vireo.nn.Linear;
import dev.vireo.nn.Sequential;
import dev.vireo.nn.activation.ReLU;
import dev.vireo.nn.convolution.Conv2d;
import dev.vireo.tensor.DType;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorScope;
import dev.vireo.tensor.trace.Trace;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class TracePictureTest {
    /** A network with two branches that are added, a scalar constant and a mask. */
    private static final class Branches extends Layer {
        private final Sequential left =
                child("left", new Sequential(new Conv2d(3, 4, kernel(3).padding(1)), new ReLU()));
        private final Conv2d right = child("right", new Conv2d(3, 4, kernel(1)));
        private final Linear head = child("head", new Linear(4, 2));

        @Override
        public Tensor forward(Tensor x) {
            var sum = left.call(x).add(right.call(x)).mul(0.5); // [N, 4, H, W]
            var positive = sum.gt(0).to(DType.FLOAT32);
            return head.call(sum.mul(positive).mean(2, 3));
        }
    }

    @Test
    void graphvizTextContainsStepsShapesAndLayers() {
        assertThat(drawn(TracePicture::dot, new Sequential(new Linear(4, 3), new ReLU()), 2, 4))
                .isEqualTo("""
                        digraph network {
                          node [shape=box, style="rounded,filled", fillcolor=white, fontname="sans-serif"]
                          edge [fontname="sans-serif", fontsize=10]
                          graph [fontname="sans-serif", style="rounded,filled", color=gray, fillcolor="#00000008"]
                          "input0" [label="input", tooltip="float32 [batch, 4]", fillcolor="#d9ead3"]
                          "output_output" [label="output", tooltip="float32 [batch, 3]", fillcolor="#fce5cd"]
                          subgraph cluster0 {
                            label="Sequential"
                            subgraph cluster1 {
                              label="0"
                              "step0" [label="linear\\nweight [3, 4]\\nbias [3]", tooltip="%3 = linear(%0, %1, %2)  # Sequential.0"]
                            }
                            subgraph cluster2 {
                              label="1"
                              "step1" [label="relu", tooltip="%4 = relu(%3)  # Sequential.1"]
                            }
                          }
                          "input0" -> "step0" [label="[batch, 4]"]
                          "step0" -> "step1" [label="[batch, 3]"]
                          "step1" -> "output_output" [label="[batch, 3]"]
                        }
                        """);
    }

    @Test
    void namesAreEscaped() {
        try (var scope = TensorScope.open();
                var trace = Trace.recorder()
                        .input("a \"b\" <c>", Tensor.ones(2))
                        .record(in -> List.of(in.get(0).neg()))) {
            assertThat(TracePicture.dot(trace)).contains("label=\"a \\\"b\\\" <c>\"");
            assertThat(TracePicture.svg(trace)).contains("a &quot;b&quot; &lt;c&gt;");
        }
    }

    /** Every box is inside the frame of its layer, and no two boxes overlap. */
    @Test
    void anImagePlacesBoxesInTheFramesOfTheirLayers() throws Exception {
        for (var net : List.of(new Branches(), new SmallCnn(8, 10))) {
            var channels = net instanceof Branches ? 3 : 1;
            var svg = parsed(drawn(TracePicture::svg, net, 2, channels, 8, 8));
            var boxes = boxes(svg);
            assertThat(boxes).hasSizeGreaterThan(8);
            for (int i = 0; i < boxes.size(); i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(boxes.get(i).overlaps(boxes.get(j))).isFalse();
                }
                assertThat(boxes.get(i).right()).isLessThan(number(svg.getDocumentElement(), "width"));
                assertThat(boxes.get(i).bottom()).isLessThan(number(svg.getDocumentElement(), "height"));
            }
        }
    }

    private record Box(double left, double top, double right, double bottom) {
        boolean overlaps(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    private static List<Box> boxes(Document svg) {
        var boxes = new ArrayList<Box>();
        var groups = svg.getElementsByTagName("g");
        for (int i = 0; i < groups.getLength(); i++) {
            var box = (Element)
                    ((Element) groups.item(i)).getElementsByTagName("rect").item(0);
            double left = number(box, "x");
            double top = number(box, "y");
            boxes.add(new Box(left, top, left + number(box, "width"), top + number(box, "height")));
        }
        return boxes;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    /** Closes the network. */
    private static String drawn(Function<Trace, String> drawing, Layer net, long... sample) {
        try (net;
                var scope = TensorScope.open();
                var trace = Trace.recorder()
                        .state(net.eval().stateDict())
                        .input("input", Tensor.ones(sample), "batch")
                        .record(in -> List.of(net.call(in.get(0))))) {
            return drawing.apply(trace);
        }
    }
}
