package dev.vireo.tensor.internal.transfer;

import static dev.vireo.tensor.internal.graph.TensorAccess.TENSORS;

import dev.vireo.tensor.Device;
import dev.vireo.tensor.DeviceException;
import dev.vireo.tensor.Tensor;
import dev.vireo.tensor.TensorSpec;
import dev.vireo.tensor.autograd.CustomFunction;
import dev.vireo.tensor.engine.Engine;
import dev.vireo.tensor.engine.NativeTensor;
import dev.vireo.tensor.internal.context.Context;
import dev.vireo.tensor.internal.dispatch.Notifications;
import dev.vireo.tensor.internal.memory.Handle;
import dev.vireo.tensor.internal.plan.GapCheck;
import dev.vireo.tensor.internal.plan.NativeErrors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Copies a tensor from one engine to another through Java memory. The gradient is copied back the same way. */
public final class Crossing {
    private static final int PART = 1 << 20; // the number of bytes per copy

    private Crossing() {}

    /** Copies to an engine's default device. */
    public static Tensor to(Engine target, Tensor source) {
        return source.engine() == target ? source : to(target, target.devices().get(0), source);
    }

    private static Tensor to(Engine target, Device device, Tensor source) {
        var home = source.engine();
        var origin = source.device();
        refuse(target, source);
        var result = CustomFunction.of(
                        label(target),
                        (values, saving) -> copy(target, values).to(device),
                        (gradient, saved) -> to(home, origin, gradient))
                .apply(source);
        Notifications.moved(Context.current(), source, result);
        return result;
    }

    private static void refuse(Engine target, Tensor source) {
        if (source.device().isMeta()) {
            throw new DeviceException(label(target) + ": the tensor " + source.spec()
                    + " has no values to move; make it on the engine that it is to be on");
        }
        GapCheck.refuse(label(target), target, source.spec());
    }

    /** Copies to the target's CPU, because engines need not write to other devices. */
    private static Tensor copy(Engine target, Tensor source) {
        var dense = source.to(Device.CPU).contiguous();
        var from = TENSORS.handle(dense).retain(); // it may be the source, which another thread may close
        try {
            return copy(target, from, dense.spec());
        } finally {
            from.release();
        }
    }

    private static Tensor copy(Engine target, Handle from, TensorSpec there) {
        Context.current().enter(target);
        var result = TENSORS.wrap(Handle.of(target, allocate(target, there), there), there);
        var to = TENSORS.handle(result).value();
        int width = there.dtype().bytes();
        long size = there.bytes();
        var part = ByteBuffer.allocate((int) Math.min(size, PART)).order(ByteOrder.nativeOrder());
        for (long at = 0; at < size; at += PART) {
            part.clear().limit((int) Math.min(size - at, PART));
            from.engine.copyOut(from.value(), at / width, part);
            target.copyIn(to, at / width, part);
        }
        return result;
    }

    private static NativeTensor allocate(Engine target, TensorSpec spec) {
        try {
            return target.allocate(spec);
        } catch (RuntimeException e) {
            throw NativeErrors.of(label(target), target, new TensorSpec[0], new TensorSpec[] {spec}, e);
        }
    }

    private static String label(Engine target) {
        return "to(" + target.name() + ")";
    }
}
