package dev.vireo.models.picture;

import java.util.List;

/**
 * A box of a picture: an input, a step or an output.
 *
 * @param id unique in the picture
 * @param kind whether it is an input, a step or an output
 * @param lines the text: a title, then details
 * @param note what is shown on request: the attributes of the operation
 */
record Box(String id, Kind kind, List<String> lines, String note) {
    /** The kinds of boxes. */
    enum Kind {
        INPUT,
        STEP,
        OUTPUT
    }
}
