package dev.vireo.engine.torch;

import dev.vireo.tensor.op.Pooling.MaxPool;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Max pooling of images with many channels on CPUs. There libtorch takes images as they are one element after the other, and
 * images whose channels come last many channels at once: with the copies there and back that is three to five times as
 * fast, with the same values and places. A few images at a time, so that the copies stay small.
 *
 * @param maxima {@code [N, C, H', W']}
 * @param places of the maxima in their planes, int64
 */
record ManyChannels(Tensor maxima, Tensor places) {
    private static final int CHANNELS = 16;
    private static final int ELEMENTS = 1 << 14;
    private static final long ELEMENTS_AT_ONCE = 1 << 19;

    /** Whether max pooling gains by it. */
    static boolean pay(MaxPool op, Tensor images) {
        return op.kernel().size() == 2
                && images.dim() == 4
                && images.size(1) >= CHANNELS
                && images.numel() >= ELEMENTS
                && images.is_cpu()
                && images.is_floating_point();
    }

    /** Both results are new, in row-major order. */
    static ManyChannels pool(MaxPool op, Tensor images) {
        long count = images.size(0);
        long atOnce = Math.max(1, ELEMENTS_AT_ONCE * count / images.numel());
        ManyChannels whole = null;
        try {
            for (long from = 0; from < count; from += atOnce) {
                try (var some = images.narrow(0, from, Math.min(atOnce, count - from));
                        var last = some.contiguous(MemoryFormat.ChannelsLast);
                        var results = MaxPoolKernels.withIndices(op, last);
                        var maxima = results.get0();
                        var places = results.get1()) {
                    if (whole == null) {
                        whole = new ManyChannels(room(maxima, count), room(places, count));
                    }
                    whole.write(from, maxima, places);
                }
            }
            return whole;
        } catch (RuntimeException e) {
            if (whole != null) {
                whole.maxima.close();
                whole.places.close();
            }
            throw e;
        }
    }

    private static Tensor room(Tensor like, long count) {
        return like.new_empty(count, like.size(1), like.size(2), like.size(3));
    }

    private void write(long from, Tensor someMaxima, Tensor somePlaces) {
        long count = someMaxima.size(0);
        try (var maximaThere = maxima.narrow(0, from, count);
                var placesThere = places.narrow(0, from, count)) {
            maximaThere.copy_(someMaxima);
            placesThere.copy_(somePlaces);
        }
    }
}
