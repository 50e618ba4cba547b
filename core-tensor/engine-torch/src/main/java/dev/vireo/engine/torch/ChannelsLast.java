package dev.vireo.engine.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * The other order of an image's elements. On CPUs libtorch has a max pooling that takes one element after the other for
 * images as they are, and one that takes many channels at once for images whose channels come last: with the copies there
 * and back it is three to five times as fast, from 16 channels on, with the same values and places.
 */
final class ChannelsLast {
    private static final int CHANNELS = 16;
    private static final int ELEMENTS = 1 << 14;

    private ChannelsLast() {}

    /** Whether max pooling gains by it. */
    static boolean pays(Tensor images) {
        return images.dim() == 4
                && images.size(1) >= CHANNELS
                && images.numel() >= ELEMENTS
                && images.is_cpu()
                && images.is_floating_point();
    }

    /** The same elements {@code [N, C, H, W]}, those of a pixel side by side in memory. */
    static Tensor of(Tensor images) {
        return images.contiguous(MemoryFormat.ChannelsLast);
    }
}
