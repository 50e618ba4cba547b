package dev.vireo.models.picture;

/**
 * An arrow of a picture: a tensor that goes from one box to another.
 *
 * @param label the tensor's shape, and its type where that is not float32
 */
record Edge(String from, String to, String label) {}
