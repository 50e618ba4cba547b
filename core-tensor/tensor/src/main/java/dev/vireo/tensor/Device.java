package dev.vireo.tensor;

/**
 * The location of a tensor: {@code cpu}, {@code cuda:0}, or {@code meta} (shapes and types without data).
 *
 * @param type the kind of device
 * @param index the number of the device, from 0; always 0 for cpu and meta
 */
public record Device(Type type, int index) {
    /** The CPU. */
    public static final Device CPU = new Device(Type.CPU, 0);
    /** The device without data: operations only compute shapes and types. */
    public static final Device META = new Device(Type.META, 0);

    /** Kinds of devices. */
    public enum Type {
        /** The CPU and its memory. */
        CPU,
        /** An NVIDIA GPU. */
        CUDA,
        /** Shapes and types without data. */
        META
    }

    public Device {
        if (index < 0 || (type != Type.CUDA && index != 0)) {
            throw new IllegalArgumentException("device: no such index: " + type + ":" + index);
        }
    }

    /** An NVIDIA GPU, by its number from 0. */
    public static Device cuda(int index) {
        return new Device(Type.CUDA, index);
    }

    /**
     * Parses {@code cpu}, {@code cuda}, {@code cuda:1} or {@code meta}.
     *
     * @throws IllegalArgumentException if the text is not a device
     */
    public static Device parse(String text) {
        return switch (text) {
            case "cpu" -> CPU;
            case "meta" -> META;
            case "cuda" -> cuda(0);
            default -> {
                if (!text.matches("cuda:\\d{1,4}")) {
                    throw new IllegalArgumentException(
                            "device: '" + text + "' is not a device; expected cpu, cuda, cuda:<index> or meta");
                }
                yield cuda(Integer.parseInt(text.substring("cuda:".length())));
            }
        };
    }

    /** Whether this is the CPU. */
    public boolean isCpu() {
        return type == Type.CPU;
    }

    /** Whether this is a GPU. */
    public boolean isCuda() {
        return type == Type.CUDA;
    }

    /** Whether this is the device without data. */
    public boolean isMeta() {
        return type == Type.META;
    }

    @Override
    public String toString() {
        return switch (type) {
            case CPU -> "cpu";
            case META -> "meta";
            case CUDA -> "cuda:" + index;
        };
    }
}
