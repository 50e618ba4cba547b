package dev.vireo.tensor;

/**
 * Where a tensor lives: {@code cpu}, {@code cuda:0}, or {@code meta} (shapes and types without data).
 *
 * @param type the kind of device
 * @param index which one of its kind, from 0; always 0 for cpu and meta
 */
public record Device(Type type, int index) {
    public static final Device CPU = new Device(Type.CPU, 0);
    public static final Device META = new Device(Type.META, 0);

    /** Kinds of devices. */
    public enum Type {
        CPU,
        CUDA,
        META
    }

    public Device {
        if (index < 0 || (type != Type.CUDA && index != 0)) {
            throw new IllegalArgumentException("device: no such index: " + type + ":" + index);
        }
    }

    public static Device cuda(int index) {
        return new Device(Type.CUDA, index);
    }

    /**
     * Reads {@code cpu}, {@code cuda}, {@code cuda:1} or {@code meta}.
     *
     * @throws IllegalArgumentException if the text names no device
     */
    public static Device parse(String text) {
        return switch (text) {
            case "cpu" -> CPU;
            case "meta" -> META;
            case "cuda" -> cuda(0);
            default -> {
                if (!text.matches("cuda:\\d{1,4}")) {
                    throw new IllegalArgumentException(
                            "device: '" + text + "' is none; expected cpu, cuda, cuda:<index> or meta");
                }
                yield cuda(Integer.parseInt(text.substring("cuda:".length())));
            }
        };
    }

    public boolean isCpu() {
        return type == Type.CPU;
    }

    public boolean isCuda() {
        return type == Type.CUDA;
    }

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
